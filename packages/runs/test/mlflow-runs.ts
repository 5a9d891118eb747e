import { onTestFinished } from 'vitest';
import { Database } from '../src/sources/mlflow/sqlite-database.ts';
import { SqliteRuns } from '../src/sources/mlflow/sqlite-runs.ts';
import { mlflowDatabase } from './mlflow-database.ts';

/** The runs of a database of MLflow, after the SQL, read in this very process until the test has finished. */
export async function mlflowRuns(...sql: string[]): Promise<SqliteRuns> {
  const location = mlflowDatabase(...sql);
  const database = await Database.open(location);
  onTestFinished(() => database.close());
  return new SqliteRuns(database, { tracker: 'mlflow-sqlite', location });
}
