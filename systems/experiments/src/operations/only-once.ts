import { UniqueViolation } from '../database/database.ts';
import { MlflowError } from '../mlflow-error.ts';

/**
 * Does what breaks a rule of the database when something is there already.
 *
 * @param words what is told then; MLflow tells its database's own words, with the same code
 * @throws MlflowError `BAD_REQUEST`
 */
export async function onlyOnce<Result>(work: Promise<Result>, words: string): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    throw new MlflowError('BAD_REQUEST', `${words}: ${error.message}`, { cause: error });
  }
}
