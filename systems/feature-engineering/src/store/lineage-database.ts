import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FeaturesError } from '../features-error.ts';

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

/** @throws FeaturesError `state-newer`, `store-damaged`, `file-unreadable` */
export function openDatabase(file: string): DatabaseSync {
  const database = open(file);
  try {
    migrate(database, file);
    return database;
  } catch (cause) {
    database.close();
    if (cause instanceof FeaturesError) throw cause;
    throw toFailure(cause, file);
  }
}

function open(file: string): DatabaseSync {
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Two commands at once wait for each other.
    return new DatabaseSync(file, { timeout: 10_000 });
  } catch (cause) {
    throw toFailure(cause, file);
  }
}

function migrate(database: DatabaseSync, file: string): void {
  const version = (): number => Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version() > versions.length)
    throw new FeaturesError(
      'state-newer',
      `its schema version is ${version()}, this program knows ${versions.length}`,
      { file, hint: 'install a newer version' },
    );
  if (version() === versions.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Asked again: another command may have been first.
    for (const step of versions.slice(version())) database.exec(step);
    database.exec(`PRAGMA user_version = ${versions.length}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function toFailure(cause: unknown, file: string): FeaturesError {
  const { errcode, message } = cause as { errcode?: number; message: string };
  // https://www.sqlite.org/rescode.html: 1 an error in SQL, here a table of another program; 11 corrupt; 26 no database.
  const damaged = errcode !== undefined && [1, 11, 26].includes(errcode & 0xff);
  return damaged
    ? new FeaturesError('store-damaged', `not the database of this program: ${message}`, {
        file,
        hint: 'move it away; a new one is made',
        cause,
      })
    : new FeaturesError('file-unreadable', message, {
        file,
        hint: 'see who uses it, and its permissions',
        cause,
      });
}
