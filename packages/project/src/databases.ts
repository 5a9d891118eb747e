import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Failure } from '@modelfolio/failures';

/** What a program keeps in a database of its own. */
export interface DatabaseKind {
  /** Each brings a database of one version to the next; what is published is never changed. */
  readonly versions: readonly string[];
  /** Milliseconds to wait for another program that holds the database (default: 5000). */
  readonly patience?: number;
  /** Whether readers go on while one program writes (https://www.sqlite.org/wal.html). */
  readonly writeAhead?: boolean;
}

/** SQLite, one of the things that a program may do to the world. */
export interface Databases {
  /**
   * Opens a database of one's own, made with its folder when it is not there and brought to the newest version.
   *
   * @param file `:memory:` keeps nothing
   * @throws Failure {@link DatabaseFailureCode}
   */
  openDatabase(file: string, kind: DatabaseKind): DatabaseSync;
}

/** What can be wrong with a database of one's own. */
export type DatabaseFailureCode = 'database-newer' | 'database-damaged' | 'database-unavailable';

const defaultPatience = 5000;

/** Loaded when a database is opened: most commands open none, and Node may warn that it is experimental. */
const sqlite = (): typeof import('node:sqlite') => process.getBuiltinModule('node:sqlite');

export const realDatabases: Databases = { openDatabase };

function openDatabase(file: string, kind: DatabaseKind): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    database = new (sqlite().DatabaseSync)(file, { timeout: kind.patience ?? defaultPatience });
    // Every write is on the disk when it is confirmed.
    if (kind.writeAhead === true) database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(database, file, kind.versions);
    return database;
  } catch (error) {
    database?.close();
    throw toFailure(error, file);
  }
}

function migrate(database: DatabaseSync, file: string, versions: readonly string[]): void {
  if (versionOf(database, file, versions) === versions.length) return;
  // Where a step fails, the database is closed, and what was begun is undone.
  database.exec('BEGIN IMMEDIATE');
  // Asked again: another program may have been first.
  for (const step of versions.slice(versionOf(database, file, versions))) database.exec(step);
  database.exec(`PRAGMA user_version = ${versions.length}; COMMIT`);
}

function versionOf(database: DatabaseSync, file: string, versions: readonly string[]): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version <= versions.length) return version;
  throw new Failure<DatabaseFailureCode>(
    'database-newer',
    `its schema version is ${version}, this program knows ${versions.length}`,
    { file, hint: 'install a newer version' },
  );
}

/**
 * The primary result code of what SQLite threw (https://www.sqlite.org/rescode.html), e.g. 11 for a malformed file;
 * `null` for any other error.
 */
export function sqliteResult(error: unknown): number | null {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return typeof code === 'number' ? code & 0xff : null;
}

/** An error in SQL, here a table of another program; a malformed file; no database. */
const damaged = [1, 11, 26];

function toFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  return damaged.includes(sqliteResult(error) ?? 0)
    ? new Failure<DatabaseFailureCode>(
        'database-damaged',
        `not the database of this program: ${error.message}`,
        { file, hint: 'move it away; a new one is made', cause: error },
      )
    : new Failure<DatabaseFailureCode>('database-unavailable', error.message, {
        file,
        hint: 'see who uses it, and its permissions',
        cause: error,
      });
}

/**
 * Opens another program's database to read. Nothing is changed, and no file is made beside it: SQLite may make some to read
 * a database in write-ahead mode, so where no log waits to be read the file is opened as unchanging, which makes none.
 *
 * A stranger's views may never end, and nothing stops them in this process: read in one that can be ended.
 *
 * @param patience milliseconds to wait for another program that holds it (default: 5000)
 * @throws Failure `database-unavailable` for a write-ahead log that cannot be read: the newest rows are in it; the
 *   error of SQLite or of the file system
 */
export async function readDatabase(file: string, patience = defaultPatience): Promise<DatabaseSync> {
  const handle = await open(file, 'r');
  const header = Buffer.alloc(100);
  await handle.read(header, 0, 100, 0).finally(() => handle.close());
  const address = pathToFileURL(file);
  if (header[18] === 2 && (await waitingBytes(`${file}-wal`)) === 0)
    address.searchParams.set('immutable', '1');
  return new (sqlite().DatabaseSync)(address, { readOnly: true, timeout: patience });
}

/** Bytes of a write-ahead log; none where there is no log. */
async function waitingBytes(file: string): Promise<number> {
  try {
    const log = await open(file, 'r');
    return (await log.stat().finally(() => log.close())).size;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 0;
    throw new Failure<DatabaseFailureCode>(
      'database-unavailable',
      `the newest rows cannot be read: ${message}`,
      {
        file,
        hint: 'see its permissions, or copy it with its database',
        cause,
      },
    );
  }
}
