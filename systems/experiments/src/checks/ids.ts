import { invalidParameter } from '../mlflow-error.ts';
import { invalidValue } from './names.ts';

/** @throws MlflowError for what cannot be the id of a run */
export function checkRunId(id: string): void {
  if (!/^[a-zA-Z0-9][\p{L}\p{N}_-]{0,255}$/u.test(id)) throw invalidParameter(invalidValue('run_id', id));
}
