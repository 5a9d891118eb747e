import type { SqlValue, Transaction } from '../database/database.ts';
import { joined, type Condition } from './condition.ts';
import { pageToken, readPageToken } from './page-token.ts';

/** By what rows are put in order: an expression without marks, and where rows go that have nothing there. */
export interface OrderTerm {
  readonly sql: string;
  readonly isDescending?: boolean;
  /** `never` where there is always something. */
  readonly nulls: 'first' | 'last' | 'never';
  /** The column in which its value is returned anyway; without it, one more is asked for. */
  readonly column?: string;
}

/** What is looked for: the parts of one statement. */
export interface Search {
  readonly columns: string;
  readonly from: Condition;
  /** At least one condition. */
  readonly where: readonly Condition[];
  /** No two rows are equal in all of these. */
  readonly order: readonly OrderTerm[];
}

interface PageOptions {
  readonly most: number;
  readonly token: string | undefined;
  /** Anything to keep in the token of the next page. */
  readonly request?: Readonly<Record<string, unknown>>;
}

/** A page of rows, in one statement. The next one begins after the last row of this, whatever rows are added meanwhile. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as Transaction.all, whose rows it passes on
export async function page<Row>(
  tx: Transaction,
  { columns, from, where, order }: Search,
  { most, token, request }: PageOptions,
): Promise<{ rows: Row[]; next?: string }> {
  const orderBy = order
    .map(({ sql, isDescending, nulls }) => {
      const direction = isDescending ? ' DESC' : '';
      return `${sql}${direction}${nulls === 'never' ? '' : ` NULLS ${nulls.toUpperCase()}`}`;
    })
    .join(', ');
  const { start } = readPageToken(token, orderBy);
  const all = joined(start.after === null ? where : [...where, follows(order, start.after)], 'AND');
  const names = order.map(({ column }, index) => column ?? `page_${index}`);
  const marks = order.flatMap(({ sql, column }, index) => (column ? [] : [`, ${sql} AS page_${index}`]));
  const rows = await tx.all<Row & Record<string, SqlValue>>(
    `SELECT ${columns}${marks.join('')} FROM ${from.sql}
     WHERE ${all.sql}
     ORDER BY ${orderBy} LIMIT ? OFFSET ?`,
    [...from.values, ...all.values, most + 1, start.offset],
  );
  if (rows.length <= most) return { rows };
  rows.length = most;
  const last = rows.at(-1) as Record<string, SqlValue>;
  return {
    rows,
    next: pageToken(
      orderBy,
      names.map((name) => last[name] as SqlValue),
      request,
    ),
  };
}

/** The condition that a row comes after another in an order. */
function follows(order: readonly OrderTerm[], row: readonly SqlValue[]): Condition {
  const [term, ...others] = order;
  if (!term) return { sql: '1 = 0', values: [] };
  const value = row[0] ?? null;
  const own = later(term, value);
  const same: Condition =
    value === null ? { sql: `${term.sql} IS NULL`, values: [] } : { sql: `${term.sql} = ?`, values: [value] };
  if (others.length === 0) return own;
  const rest = follows(others, row.slice(1));
  return {
    sql: `(${own.sql} OR (${same.sql} AND ${rest.sql}))`,
    values: [...own.values, ...same.values, ...rest.values],
  };
}

function later({ sql, isDescending, nulls }: OrderTerm, value: SqlValue): Condition {
  if (value === null) return { sql: nulls === 'first' ? `${sql} IS NOT NULL` : '1 = 0', values: [] };
  const beyond = `${sql} ${isDescending ? '<' : '>'} ?`;
  return { sql: nulls === 'last' ? `(${beyond} OR ${sql} IS NULL)` : beyond, values: [value] };
}
