import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { SourceEffects } from '../source.ts';
import { ModelfolioError } from '../../modelfolio-error.ts';

/** How long another program may hold the database before we give up, in milliseconds. */
const PATIENCE = 5000;

/** A database as it is: its tables, columns and rows; never written to. */
export class Database {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #columns = new Map<string, ReadonlySet<string>>();

  private constructor(path: string, database: DatabaseSync) {
    this.path = path;
    this.#database = database;
  }

  /** @param patience milliseconds to wait for another program's lock. @throws ModelfolioError `source-unreadable` */
  static async open(path: string, patience = PATIENCE): Promise<Database> {
    try {
      return new Database(path, await openReadOnly(path, patience));
    } catch (error) {
      throw storeError(path, error);
    }
  }

  close(): void {
    this.#database.close();
  }

  /** Names of a table's columns; none where there is no such table. */
  columns(table: string): ReadonlySet<string> {
    const known = this.#columns.get(table);
    if (known) return known;
    const rows = this.prepare('SELECT name FROM pragma_table_info(?)').all(table);
    const names = new Set(rows.map((row) => String(row['name'])));
    this.#columns.set(table, names);
    return names;
  }

  /** SQL of a column, or a value in its place where this schema does not have it. */
  column(table: string, name: string, otherwise = 'NULL'): string {
    return this.columns(table).has(name) ? `${table}."${name}"` : otherwise;
  }

  /** As {@link column}, always text: ids exceed 2^53, and SQLite keeps any type in any column. */
  text(table: string, name: string): string {
    return `CAST(${this.column(table, name)} AS TEXT)`;
  }

  /** @throws ModelfolioError `source-unreadable` */
  prepare(sql: string): StatementSync {
    return this.guard(() => this.#database.prepare(sql));
  }

  /** All rows as arrays. @throws ModelfolioError `source-unreadable` */
  rows(statement: StatementSync, ...values: (string | number)[]): unknown[][] {
    return this.guard(() => {
      statement.setReturnArrays(true);
      return statement.all(...values) as unknown as unknown[][];
    });
  }

  /** Turns what SQLite throws into one clear line. */
  guard<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      throw storeError(this.path, error);
    }
  }
}

/** Whether the bytes begin as every SQLite database does. */
export function isSqliteHeader(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 16)) === 'SQLite format 3\0';
}

/** First bytes of a file, at most one chunk of it. */
export async function firstBytes(path: string, effects: SourceEffects): Promise<Uint8Array> {
  for await (const chunk of effects.readChunks(path)) return chunk;
  return new Uint8Array();
}

/**
 * SQLite may make files beside a database in write-ahead mode even to read it. Where no log waits to be read,
 * the file is opened as unchanging, which makes none.
 */
async function openReadOnly(path: string, patience: number): Promise<DatabaseSync> {
  const file = await open(path, 'r');
  const header = Buffer.alloc(100);
  await file.read(header, 0, 100, 0).finally(() => file.close());
  const log = await open(`${path}-wal`, 'r').catch(() => null);
  const waiting = log === null ? 0 : (await log.stat().finally(() => log.close())).size;
  const address = pathToFileURL(path);
  if (header[18] === 2 && waiting === 0) address.searchParams.set('immutable', '1');
  return new DatabaseSync(address, { readOnly: true, timeout: patience });
}

/** Result codes of SQLite, from sqlite.org/rescode.html. */
const REASONS: Readonly<Record<number, readonly [reason: string, hint?: string]>> = {
  5: ['locked by another program', 'try again when it has finished'],
  6: ['locked by another program', 'try again when it has finished'],
  11: ['damaged: the database is malformed', 'restore a copy, or try sqlite3 <file> .recover'],
  14: ['cannot be opened', 'copy it with its -wal file into a folder that can be written to'],
  26: ['not a SQLite database', 'give the file that MLflow writes, usually mlflow.db'],
};

function storeError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ModelfolioError) return error;
  const code = (error as { errcode?: unknown }).errcode;
  const [reason, hint] = (typeof code === 'number' ? REASONS[code & 0xff] : undefined) ?? [error.message];
  return new ModelfolioError('source-unreadable', reason, { file: path, hint, cause: error });
}

/** Whether a name is one that databases go by. */
export function isDatabaseName(path: string): boolean {
  return /\.(db|sqlite|sqlite3)$/i.test(basename(path));
}
