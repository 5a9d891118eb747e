import type { SqlValue, Transaction } from '../database/database.ts';
import type { Int64 } from '../interface/message-types.ts';
import { doesNotExist, invalidParameter } from '../mlflow-error.ts';

/** A row of `experiments`. */
export interface ExperimentRow {
  readonly experiment_id: Int64;
  readonly name: string;
  readonly artifact_location: string | null;
  readonly lifecycle_stage: string;
  readonly creation_time: Int64 | null;
  readonly last_update_time: Int64 | null;
  readonly workspace: string;
}

export const experimentColumns =
  'experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace';

/** An id as the database counts; MLflow takes what Python's `int` takes. @throws MlflowError */
export function experimentNumber(id: string): number {
  if (/^\s*[+-]?\d{1,15}\s*$/.test(id)) return Number(id);
  throw invalidParameter(`Invalid experiment ID '${id}'. Experiment ID must be a valid integer.`);
}

export type Stage = 'active' | 'deleted' | 'all';

/** An experiment by its id; none given is the default one. @throws MlflowError where there is none in this stage */
export async function experimentById(
  tx: Transaction,
  id: string,
  stage: Stage = 'all',
): Promise<ExperimentRow> {
  const number = experimentNumber(id === '' ? '0' : id);
  const values: SqlValue[] = stage === 'all' ? [number] : [number, stage];
  const found = await tx.first<ExperimentRow>(
    `SELECT ${experimentColumns} FROM experiments WHERE experiment_id = ?${stage === 'all' ? '' : ' AND lifecycle_stage = ?'}`,
    values,
  );
  if (!found) throw doesNotExist(`No Experiment with id=${number} exists`);
  return found;
}

/** @throws MlflowError where an experiment is deleted */
export function checkExperimentIsActive({ experiment_id, lifecycle_stage }: ExperimentRow): void {
  if (lifecycle_stage !== 'active')
    throw invalidParameter(
      `The experiment ${experiment_id} must be in the 'active' state. Current state is ${lifecycle_stage}.`,
    );
}

/** Experiments as MLflow's JSON has them, with their tags. */
export async function toExperiments(tx: Transaction, rows: readonly ExperimentRow[]): Promise<object[]> {
  if (rows.length === 0) return [];
  const tags = await tx.all<{ experiment_id: Int64; key: string; value: string | null }>(
    `SELECT experiment_id, key, value FROM experiment_tags
     WHERE ${tx.isAnyOf('CAST(experiment_id AS TEXT)')} ORDER BY experiment_id, key`,
    [JSON.stringify(rows.map(({ experiment_id }) => String(experiment_id)))],
  );
  const byId = Map.groupBy(tags, ({ experiment_id }) => String(experiment_id));
  return rows.map((row) => {
    const own = byId.get(String(row.experiment_id));
    return {
      experiment_id: String(row.experiment_id),
      name: row.name,
      artifact_location: row.artifact_location ?? undefined,
      lifecycle_stage: row.lifecycle_stage,
      last_update_time: row.last_update_time || undefined,
      creation_time: row.creation_time || undefined,
      ...(own && { tags: own.map(({ key, value }) => ({ key, value: value ?? '' })) }),
      workspace: row.workspace,
    };
  });
}
