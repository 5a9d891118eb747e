import { setImmediate } from 'node:timers/promises';
import type { RunRecord } from '@modelfolio/schemas';
import { limits } from '../checks/limits.ts';
import { truncated } from '../checks/names.ts';
import { logInputs } from '../operations/input-operations.ts';
import { logPoints } from '../operations/log-points.ts';
import type { Context } from '../operations/operation.ts';
import { createRun } from '../operations/run-operations.ts';
import { datasetInput } from './dataset-input.ts';
import { runEntries } from './run-entries.ts';
import { storableText } from './stored-form.ts';

/** Points written between two looks at whether somebody waits for the end. */
const pointsAtOnce = 10_000;

/**
 * Writes a run into an experiment, as far as MLflow's tables take it.
 *
 * @param run in its stored form
 * @param signal ends it between two steps
 * @returns what they do not take as it is, in words
 * @throws MlflowError
 */
export async function writeRun(
  context: Context,
  run: RunRecord,
  experimentId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { tx } = context;
  // MLflow's client expects every run to have begun.
  const start = run.startTime === null ? 0 : millisecondsOf(run.startTime);
  const { params, tags, metrics, notes } = runEntries(run, start);
  const name = truncated(storableText(run.name), limits.key) || run.id;
  await createRun.run(
    { experiment_id: experimentId, start_time: start, run_name: name, tags: [] },
    { ...context, newId: () => run.id },
  );
  await tx.run('UPDATE runs SET status = ?, end_time = ? WHERE run_uuid = ?', [
    run.status.toUpperCase(),
    run.endTime === null ? null : millisecondsOf(run.endTime),
    run.id,
  ]);
  const rows = (pairs: typeof params): string[][] => pairs.map(({ key, value }) => [key, value, run.id]);
  await tx.insert('params', ['key', 'value', 'run_uuid'], rows(params));
  await setTags(context, run.id, tags);
  for (const points of metrics)
    for (let from = 0; from < points.length; from += pointsAtOnce) {
      await logPoints(tx, run.id, points.slice(from, from + pointsAtOnce));
      // Ctrl-C is not noticed while SQLite works.
      await setImmediate();
      signal.throwIfAborted();
    }
  await logInputs.run({ run_id: run.id, datasets: run.datasets.map(datasetInput), models: [] }, context);
  return notes;
}

/** Sets tags as they are, the name of the run too. */
export async function setTags(
  { tx }: Pick<Context, 'tx'>,
  runId: string,
  tags: readonly { readonly key: string; readonly value: string }[],
): Promise<void> {
  await tx.insert(
    'tags',
    ['key', 'value', 'run_uuid'],
    tags.map(({ key, value }) => [key, value, runId]),
    'ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value',
  );
}

/** Before 1970 there are none. */
const millisecondsOf = (instant: string): number => Math.max(0, Date.parse(instant));
