import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { ModelfolioError } from '../../modelfolio-error.ts';

type Row = Record<string, SQLInputValue>;

/** A query with all its columns as text or numbers; columns and tables that an older store lacks come as `null`. */
export interface ReadOnlyDatabase {
  /** Whether there is such a table. */
  has(table: string): boolean;
  /**
   * Prepares `SELECT <columns> FROM <table> <rest>`. A column that the table lacks is `null`, a table that is not there
   * has no rows. Columns named in `asText` come as text whatever SQLite holds, since ids exceed 2^53.
   */
  select(table: string, columns: readonly string[], rest?: string, asText?: readonly string[]): Query;
  /** Prepares any other statement, giving rows as arrays. */
  prepare(sql: string): (...values: SQLInputValue[]) => SQLInputValue[][];
  close(): void;
}

export interface Query {
  all(...values: SQLInputValue[]): Row[];
  iterate(...values: SQLInputValue[]): Iterable<Row>;
}

/**
 * Opens a database for reading alone. Another program may go on writing it.
 *
 * @throws ModelfolioError `source-unreadable` for what is no database, a damaged or a locked one
 */
export function openDatabase(path: string): ReadOnlyDatabase {
  const guarded = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw unreadable(path, error);
    }
  };
  const database = guarded(() => {
    const opened = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    opened.prepare('SELECT count(*) FROM sqlite_master').get();
    return opened;
  });
  const columnsOf = new Map<string, ReadonlySet<string>>();
  const known = (table: string): ReadonlySet<string> => {
    const found =
      columnsOf.get(table) ??
      new Set(
        guarded(() => database.prepare(`PRAGMA table_info("${table}")`).all()).map(({ name }) =>
          String(name),
        ),
      );
    columnsOf.set(table, found);
    return found;
  };
  return {
    has: (table) => known(table).size > 0,
    select: (table, columns, rest = '', asText = []) => {
      const there = known(table);
      if (there.size === 0) return { all: () => [], iterate: () => [] };
      const list = columns.map((column) => {
        if (!there.has(column)) return `NULL AS "${column}"`;
        return asText.includes(column) ? `CAST("${column}" AS TEXT) AS "${column}"` : `"${column}"`;
      });
      const statement = guarded(() => database.prepare(`SELECT ${list.join(', ')} FROM "${table}" ${rest}`));
      return {
        all: (...values) => guarded(() => statement.all(...values)) as Row[],
        *iterate(...values) {
          const rows = guarded(() => statement.iterate(...values));
          for (;;) {
            const next = guarded(() => rows.next());
            if (next.done) return;
            yield next.value as Row;
          }
        },
      };
    },
    prepare: (sql) => {
      const statement = guarded(() => database.prepare(sql));
      statement.setReturnArrays(true);
      return (...values) => guarded(() => statement.all(...values)) as unknown as SQLInputValue[][];
    },
    close: () => database.close(),
  };
}

/** SQLite's result codes that people meet. */
const reasons: Record<number, readonly [string, string]> = {
  5: ['locked by another program', 'try again when it is done'],
  11: ['damaged', 'restore it from a copy, or save what is whole with sqlite3 <file> .recover'],
  14: ['cannot be opened', 'look at its permissions'],
  26: ['not a SQLite database', 'give the file that MLflow writes, usually mlflow.db'],
};

function unreadable(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  const [reason, hint] = reasons[Number(error.errcode) & 0xff] ?? [error.message, undefined];
  return new ModelfolioError('source-unreadable', reason, { file: path, hint, cause: error });
}
