import { invalidParameter, MlflowError } from '../mlflow-error.ts';

/** Nothing is there, or cannot be under such a name. */
const missing = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP']);

/** Whether an error of the file system says that there is nothing at a path. */
export const isMissing = (error: unknown): boolean => missing.has(codeOf(error));

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** What a client is told of an error of the file system while something is stored or removed. */
export function folderFailure(error: unknown, path: string): unknown {
  if (error instanceof MlflowError) return error;
  const code = codeOf(error);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new MlflowError(
        'INTERNAL_ERROR',
        `The disk of the artifacts is full: nothing of '${path}' was stored. Make room on the server and send it again.`,
        { cause: error },
      );
    case 'EISDIR':
    case 'ENOTEMPTY':
      return invalidParameter(`Artifact path refers to a directory, not a file: '${path}'`);
    case 'EEXIST':
    case 'ENOTDIR':
      return invalidParameter(`A part of the artifact path is a file, not a directory: '${path}'`);
    case 'ENAMETOOLONG':
    case 'ELOOP':
      return invalidParameter(`The server cannot keep a file with such a name: '${path}'`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new MlflowError(
        'INTERNAL_ERROR',
        `The server may not change the folder of the artifacts (${code}): nothing of '${path}' was stored or removed.`,
        { cause: error },
      );
    default:
      return error;
  }
}

/** What a client is told of an error of the file system while something is read. */
export function readingFailure(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (error instanceof MlflowError || code === '') return error;
  if (code === 'EMFILE' || code === 'ENFILE')
    return new MlflowError(
      'TEMPORARILY_UNAVAILABLE',
      `The server has as many files open as it may: '${path}' cannot be read now. Try again.`,
      { cause: error },
    );
  return new MlflowError('INTERNAL_ERROR', `The server cannot read the artifacts at '${path}' (${code}).`, {
    cause: error,
  });
}
