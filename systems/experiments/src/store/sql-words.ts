import { UniqueViolation } from '../database/database.ts';
import { MlflowError, type MlflowErrorCode } from '../mlflow-error.ts';

/** What SQLite says, in words for a client, by its result code (https://www.sqlite.org/rescode.html). */
const sqliteWords: Readonly<Record<number, readonly [MlflowErrorCode, string]>> = {
  5: [
    'TEMPORARILY_UNAVAILABLE',
    'The database is locked by another program; nothing was written. Try again.',
  ],
  6: ['TEMPORARILY_UNAVAILABLE', 'A table of the database is locked; nothing was written. Try again.'],
  8: ['INTERNAL_ERROR', 'The database can only be read; nothing was written.'],
  10: ['INTERNAL_ERROR', 'The disk of the database fails; nothing was written.'],
  11: ['INTERNAL_ERROR', 'The database is damaged; nothing was written.'],
  13: ['TEMPORARILY_UNAVAILABLE', 'The disk of the database is full; nothing was written.'],
  18: ['INVALID_PARAMETER_VALUE', 'A value is too large for the database; nothing was written.'],
  19: [
    'BAD_REQUEST',
    'The request names something that is not there, or breaks another rule of the database; nothing was written.',
  ],
};

/** What PostgreSQL says, by its SQLSTATE or the class of it (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const postgresWords: Readonly<Record<string, readonly [MlflowErrorCode, string]>> = {
  '08': ['TEMPORARILY_UNAVAILABLE', 'The connection to the database is broken. Try again.'],
  '22': ['INVALID_PARAMETER_VALUE', 'A value does not fit the database; nothing was written.'],
  '23': [
    'BAD_REQUEST',
    'The request names something that is not there, or breaks another rule of the database; nothing was written.',
  ],
  '25006': ['INTERNAL_ERROR', 'The database can only be read; nothing was written.'],
  '40': ['TEMPORARILY_UNAVAILABLE', 'Another client changed the same; nothing was written. Try again.'],
  '53': ['TEMPORARILY_UNAVAILABLE', 'The database has no room; nothing was written.'],
  '57014': ['DEADLINE_EXCEEDED', 'The search took too long.'],
  '57': ['TEMPORARILY_UNAVAILABLE', 'The database is shutting down. Try again.'],
};

/** An error as a client of MLflow is told it. What nobody has foreseen is `INTERNAL_ERROR`. */
export function toMlflowError(error: unknown): MlflowError {
  if (error instanceof MlflowError) return error;
  const {
    code = '',
    errcode,
    message,
  } = (error instanceof UniqueViolation ? error.cause : error) as {
    code?: string;
    errcode?: number;
  } & Error;
  const [kind, words] = (errcode === undefined ? undefined : sqliteWords[errcode & 0xff]) ??
    postgresWords[code] ??
    postgresWords[code.slice(0, 2)] ??
    (['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE'].includes(code)
      ? postgresWords['08']
      : undefined) ?? ['INTERNAL_ERROR' as const, `The server has failed: ${message}`];
  return new MlflowError(kind, words, { cause: error });
}
