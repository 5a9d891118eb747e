import { basename } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Failure } from '@modelfolio/failures';
import { readDatabase, sqliteResult } from '@modelfolio/project/databases';
import type { SourceEffects } from '../source.ts';
import { RunsError } from '../../runs-error.ts';

/** A database as it is: its tables, columns and rows; never written to. */
export class Database {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #columns = new Map<string, ReadonlySet<string>>();

  private constructor(path: string, database: DatabaseSync) {
    this.path = path;
    this.#database = database;
  }

  /** @param patience milliseconds to wait for another program's lock. @throws RunsError `source-unreadable` */
  static async open(path: string, patience?: number): Promise<Database> {
    try {
      return new Database(path, await readDatabase(path, patience));
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

  /** @throws RunsError `source-unreadable` */
  prepare(sql: string): StatementSync {
    return this.guard(() => this.#database.prepare(sql));
  }

  /** All rows as arrays. @throws RunsError `source-unreadable` */
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

/** By primary result code of SQLite (https://www.sqlite.org/rescode.html). */
const REASONS: Readonly<Record<number, readonly [reason: string, hint?: string]>> = {
  5: ['locked by another program', 'try again when it has finished'],
  6: ['locked by another program', 'try again when it has finished'],
  11: ['damaged: the database is malformed', 'restore a copy, or try sqlite3 <file> .recover'],
  14: ['cannot be opened', 'copy it with its -wal file into a folder that can be written to'],
  26: ['not a SQLite database', 'give the file that MLflow writes, usually mlflow.db'],
};

function storeError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const [reason, hint] = REASONS[sqliteResult(error) ?? 0] ?? [error.message];
  return new RunsError('source-unreadable', reason, { file: path, hint, cause: error });
}

/** Whether a name is one that databases go by. */
export function isDatabaseName(path: string): boolean {
  return /\.(db|sqlite|sqlite3)$/i.test(basename(path));
}
