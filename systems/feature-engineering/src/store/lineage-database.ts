import type { DatabaseSync } from 'node:sqlite';
import { Failure } from '@modelfolio/failures';
import type { DatabaseFailureCode, Databases } from '@modelfolio/project/databases';
import { FeaturesError, type FeaturesErrorCode } from '../features-error.ts';

/** Each brings a database of one version to the next; what is here is never changed. */
const versions = [
  `CREATE TABLE snapshots (
     id INTEGER PRIMARY KEY,
     path TEXT NOT NULL,
     md5 TEXT NOT NULL,
     size INTEGER NOT NULL,
     rows INTEGER,
     columns INTEGER,
     created_at TEXT NOT NULL,
     note TEXT
   ) STRICT;
   CREATE INDEX snapshots_path ON snapshots (path);
   CREATE TABLE steps (
     id INTEGER PRIMARY KEY,
     output TEXT NOT NULL,
     input TEXT NOT NULL,
     state TEXT NOT NULL,
     command TEXT NOT NULL,
     created_at TEXT NOT NULL,
     UNIQUE (output, input, state, command)
   ) STRICT;
   CREATE INDEX steps_input ON steps (input);`,
];

const codes: Record<string, FeaturesErrorCode> = {
  'database-newer': 'state-newer',
  'database-damaged': 'store-damaged',
  'database-unavailable': 'file-unreadable',
} satisfies Record<DatabaseFailureCode, FeaturesErrorCode>;

/** @throws FeaturesError `state-newer`, `store-damaged`, `file-unreadable` */
export function openLineageDatabase(
  file: string,
  { openDatabase }: Pick<Databases, 'openDatabase'>,
): DatabaseSync {
  try {
    // Two commands at once wait for each other.
    return openDatabase(file, { versions, patience: 10_000 });
  } catch (cause) {
    const code = cause instanceof Failure ? codes[cause.code] : undefined;
    if (!(cause instanceof Failure) || !code) throw cause;
    throw new FeaturesError(code, cause.reason, { ...cause.place, hint: cause.hint, cause });
  }
}
