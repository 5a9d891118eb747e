import type { Transaction } from '../database/database.ts';
import type { GarbageItem } from './garbage.ts';

/** Whether a run or a logged model is there and still deleted: somebody may have restored it. */
export async function isDeleted(tx: Transaction, { kind, id }: GarbageItem): Promise<boolean> {
  const [table, key] = kind === 'run' ? ['runs', 'run_uuid'] : ['logged_models', 'model_id'];
  const row = await tx.first<{ stage: string }>(
    `SELECT lifecycle_stage AS stage FROM ${table} WHERE ${key} = ?`,
    [id],
  );
  return row?.stage === 'deleted';
}

/** Removes a run or a logged model with all that is noted of it. */
export const removeItem = (tx: Transaction, { kind, id }: GarbageItem): Promise<void> =>
  kind === 'run' ? removeRun(tx, id) : removeModel(tx, id);

async function removeRun(tx: Transaction, id: string): Promise<void> {
  await removeInputs(
    tx,
    `(destination_type = 'RUN' AND destination_id = ?) OR (source_type IN ('RUN_INPUT', 'RUN_OUTPUT') AND source_id = ?)`,
    [id, id],
  );
  await tx.run('DELETE FROM logged_model_metrics WHERE run_id = ?', [id]);
  for (const table of ['metrics', 'latest_metrics', 'params', 'tags', 'runs'])
    await tx.run(`DELETE FROM ${table} WHERE run_uuid = ?`, [id]);
}

async function removeModel(tx: Transaction, id: string): Promise<void> {
  await removeInputs(tx, `destination_type IN ('MODEL_INPUT', 'MODEL_OUTPUT') AND destination_id = ?`, [id]);
  for (const table of ['logged_model_metrics', 'logged_model_params', 'logged_model_tags', 'logged_models'])
    await tx.run(`DELETE FROM ${table} WHERE model_id = ?`, [id]);
}

async function removeInputs(tx: Transaction, condition: string, values: readonly string[]): Promise<void> {
  await tx.run(
    `DELETE FROM input_tags WHERE input_uuid IN (SELECT input_uuid FROM inputs WHERE ${condition})`,
    values,
  );
  await tx.run(`DELETE FROM inputs WHERE ${condition}`, values);
}

/** Sums of traces have no foreign key to the experiment that they are of. */
const unlinkedTables = [
  'sql_trace_rollup_rebuild_queue',
  'sql_trace_metric_daily_rollups',
  'sql_span_cost_daily_rollups',
  'sql_assessment_daily_rollups',
];

/**
 * Removes an experiment without runs, and with it what the database ties to it: logged models, data sets, traces.
 * Resolves to whether it was there, deleted and without runs.
 */
export async function removeExperiment(tx: Transaction, id: number): Promise<boolean> {
  const kept = await tx.first(
    `SELECT 1 FROM experiments e WHERE experiment_id = ? AND lifecycle_stage = 'deleted'
       AND NOT EXISTS (SELECT 1 FROM runs WHERE runs.experiment_id = e.experiment_id)`,
    [id],
  );
  if (!kept) return false;
  for (const table of [...unlinkedTables, 'experiment_tags', 'experiments'])
    await tx.run(`DELETE FROM ${table} WHERE experiment_id = ?`, [id]);
  return true;
}
