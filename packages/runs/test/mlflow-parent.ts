import type { SqliteDetails, SqliteRun } from '../src/sources/mlflow/sqlite-runs.ts';
import { unpackHistories } from '../src/sources/mlflow/unpack-histories.ts';
import { mlflowRuns } from './mlflow-runs.ts';

type Histories = Record<string, ReturnType<typeof unpackHistories>[number][1]>;

/** The run of MLflow's database that has the most in it, after the SQL. */
export async function mlflowParent(
  ...sql: string[]
): Promise<Omit<SqliteDetails, 'histories'> & { run: SqliteRun; histories: Histories }> {
  const runs = await mlflowRuns(...sql);
  const run = runs.page(null).runs.find(({ name }) => name === 'parent');
  if (!run) throw new Error('the run is not listed');
  const { histories, ...details } = runs.details(run.runId, run.modelIds);
  return { ...details, run, histories: Object.fromEntries(unpackHistories(histories)) };
}
