import type { ClientBase, QueryResult } from 'pg';
import { UniqueViolation, type SqlValue, type Transaction } from './database.ts';

/** Parameters in one statement at most; the protocol counts them in 16 bits. */
const mostParameters = 30_000;

/**
 * A {@link Transaction} on a connection to PostgreSQL; whoever makes it begins and ends the transaction.
 *
 * Statements with parameters are prepared by the server once for each connection: all but those that clients compose.
 */
export function postgresTransaction(client: ClientBase): Transaction {
  async function query(sql: string, values: readonly SqlValue[]): Promise<QueryResult> {
    try {
      return await client.query(numbered(sql), values.map(toParameter));
    } catch (error) {
      throw (error as { code?: string }).code === '23505'
        ? new UniqueViolation((error as Error).message, { cause: error })
        : error;
    }
  }

  return {
    dialect: 'postgres',
    all: async <Row>(sql: string, values: readonly SqlValue[] = []) =>
      (await query(sql, values)).rows as Row[],
    first: async <Row>(sql: string, values: readonly SqlValue[] = []) =>
      (await query(sql, values)).rows[0] as Row | undefined,
    run: async (sql, values = []) => (await query(sql, values)).rowCount ?? 0,
    insert: async (table, columns, rows, conflict = '') => {
      const most = Math.floor(mostParameters / columns.length);
      for (let from = 0; from < rows.length; from += most) {
        const some = rows.slice(from, from + most);
        const marks = `(${columns.map(() => '?').join(', ')})`;
        await query(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => marks).join(', ')} ${conflict}`,
          some.flat(),
        );
      }
    },
    truth: (value) => (value ? 'true' : 'false'),
    isTrue: (column, wanted = true) => (wanted ? column : `NOT ${column}`),
    isAnyOf: (column) => `${column} = ANY (ARRAY(SELECT jsonb_array_elements_text(CAST(? AS jsonb))))`,
    // The server ends a statement by itself: statement_timeout.
    inTime: (condition) => `(${condition})`,
  };
}

const numberedBefore = new Map<string, string>();

/** `?` as `$1`, `$2`, … Question marks in texts are none: values are never written into a statement. */
function numbered(sql: string): string {
  const known = numberedBefore.get(sql);
  if (known !== undefined) return known;
  let last = 0;
  const text = sql.replaceAll('?', () => `$${++last}`);
  if (numberedBefore.size < 500 && text.length < 2000) numberedBefore.set(sql, text);
  return text;
}

const toParameter = (value: SqlValue): string | number | null =>
  typeof value === 'bigint' ? String(value) : value;
