import { onOneLine } from '@modelfolio/failures';
import { MlflowError } from '../mlflow-error.ts';

/** What is told of an error of a storage that is asked over the network. */
export function storageFailure(error: unknown, place: string): MlflowError {
  if (error instanceof MlflowError) return error;
  const { name = '', message = String(error) } = (error ?? {}) as Partial<Error>;
  const words = onOneLine([name, message].filter((each) => each !== '' && each !== 'Error').join(': '));
  return new MlflowError('INTERNAL_ERROR', `The storage of the artifacts failed at ${place}: ${words}`, {
    cause: error,
  });
}

/** Told to whoever reads what somebody else has just replaced or removed. */
export const replacedMeanwhile = (path: string, cause: unknown): MlflowError =>
  new MlflowError('ABORTED', `'${path}' was replaced while it was read: ask again.`, { cause });
