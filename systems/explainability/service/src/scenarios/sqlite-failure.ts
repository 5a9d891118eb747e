import { Failure } from '@modelfolio/failures';
import { sqliteResult } from '@modelfolio/project/databases';
import { ServiceError } from '../service-error.ts';

/** SQLITE_FULL (https://www.sqlite.org/rescode.html#full): the disk, or what the file may take. */
const full = 13;

/** What work with a database threw, as a request is told it. */
export function sqliteFailure(cause: unknown): ServiceError {
  if (cause instanceof ServiceError) return cause;
  if (cause instanceof Failure)
    return new ServiceError('store-unavailable', cause.reason, { ...cause.place, hint: cause.hint, cause });
  if (sqliteResult(cause) === full)
    return new ServiceError('store-full', 'the disk with the scenarios is full', {
      hint: 'free some of it; what was kept before can be read',
      cause,
    });
  return new ServiceError('store-unavailable', `the database: ${(cause as Error).message}`, { cause });
}
