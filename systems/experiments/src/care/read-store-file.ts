import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '@modelfolio/failures';

/** Milliseconds to wait for another program that writes. */
const patience = 10_000;

/**
 * Opens the file of a store to look after it, whatever its version; nothing of it changes.
 *
 * @throws Failure `store-unavailable`, `store-unknown`
 */
export function readStoreFile(file: string): DatabaseSync {
  if (!existsSync(file))
    throw new Failure('store-unavailable', 'there is no such file', {
      file,
      hint: 'name the file of a store',
    });
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { timeout: patience, readOnly: true });
    database.exec('PRAGMA trusted_schema = OFF');
    revisionOf(database, file);
    return database;
  } catch (error) {
    database?.close();
    throw unavailable(error, file);
  }
}

/**
 * The revision of a store's schema, as alembic notes it.
 *
 * @throws Failure `store-unknown` where no such note is found
 */
export function revisionOf(database: DatabaseSync, file: string): string {
  const noted = database
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
    .get();
  const revision =
    noted && database.prepare('SELECT version_num FROM alembic_version').get()?.['version_num'];
  if (typeof revision === 'string') return revision;
  throw new Failure('store-unknown', 'an SQLite file, but no store of MLflow', {
    file,
    hint: 'name the file of a store',
  });
}

/** SQLITE_CORRUPT (https://www.sqlite.org/rescode.html). */
const corrupt = 11;

/** A store that SQLite cannot read. */
export const damaged = (fault: string, file: string, cause?: unknown): Failure =>
  new Failure('store-damaged', `SQLite finds it damaged: ${fault}`, {
    file,
    hint: 'go back to a backup, or save what can be read: sqlite3 <file> .recover',
    cause,
  });

/** What SQLite says, as a failure of the store. */
export function unavailable(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  if ((Number(error.errcode) & 0xff) === corrupt) return damaged(error.message, file, error);
  return new Failure('store-unavailable', error.message, {
    file,
    hint: 'see who uses it, its permissions, and whether it is an SQLite file',
    cause: error,
  });
}
