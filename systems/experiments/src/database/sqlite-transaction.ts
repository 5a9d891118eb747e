import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { UniqueViolation, type SqlValue, type Transaction } from './database.ts';

/** Statements that are kept prepared at most: searches of clients are all different. */
const mostPrepared = 500;

/**
 * A {@link Transaction} on an open SQLite database; whoever makes it begins and ends the transaction. What it does is done
 * at once; its promises are there because other databases need them.
 *
 * @param checkTime throws when the time of a request is over; SQLite asks it while a statement runs (default: time never ends)
 */
export function sqliteTransaction(
  database: DatabaseSync,
  checkTime: () => void = () => undefined,
): Transaction {
  // Nothing ends a statement of node:sqlite from outside.
  database.function('within_time', { directOnly: true }, () => {
    checkTime();
    return 1;
  });
  const prepared = new Map<string, StatementSync>();

  function statement(sql: string): StatementSync {
    let known = prepared.get(sql);
    if (known) prepared.delete(sql);
    else {
      known = database.prepare(sql);
      if (prepared.size >= mostPrepared) prepared.delete(prepared.keys().next().value as string);
    }
    // The last ones used stand last.
    prepared.set(sql, known);
    return known;
  }

  function all<Row>(sql: string, values: readonly SqlValue[]): Row[] {
    const own = statement(sql);
    try {
      return own.all(...values) as Row[];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_OUT_OF_RANGE') throw named(error);
      // A number beyond 2^53. All whole numbers are bigints then, and those that need not be are made numbers again.
      own.setReadBigInts(true);
      try {
        return own.all(...values).map((row) => withNumbers(row) as Row);
      } finally {
        own.setReadBigInts(false);
      }
    }
  }

  function run(sql: string, values: readonly SqlValue[]): number {
    try {
      return Number(statement(sql).run(...values).changes);
    } catch (error) {
      throw named(error);
    }
  }

  return {
    dialect: 'sqlite',
    all: async (sql, values = []) => all(sql, values),
    first: async <Row>(sql: string, values: readonly SqlValue[] = []) => all<Row>(sql, values)[0],
    run: async (sql, values = []) => run(sql, values),
    insert: async (table, columns, rows, conflict = '') => {
      const marks = columns.map(() => '?').join(', ');
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks}) ${conflict}`;
      for (const row of rows) run(sql, row);
    },
    truth: (value) => (value ? 1 : 0),
    isTrue: (column, wanted = true) => `${column} = ${wanted ? 1 : 0}`,
    isAnyOf: (column) => `${column} IN (SELECT value FROM json_each(?))`,
    // A call costs a microsecond: as much as a look at another table.
    inTime: (condition, alias) =>
      `CASE WHEN ${alias === undefined ? '' : `(${alias}.rowid & 15) <> 0 OR `}within_time() THEN ${condition} END`,
  };
}

function withNumbers(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value,
    ]),
  );
}

/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE (https://www.sqlite.org/rescode.html) by their name. */
const named = (error: unknown): unknown =>
  [1555, 2067].includes((error as { errcode?: number }).errcode ?? 0)
    ? new UniqueViolation((error as Error).message, { cause: error })
    : error;
