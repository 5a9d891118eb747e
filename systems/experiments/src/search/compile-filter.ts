import type { Comparison, RunFilter } from '@modelfolio/comparison/parse-filter';
import type { SqlValue, Transaction } from '../database/database.ts';
import { joined, type Condition } from './condition.ts';

/** Where the field of a comparison lies: in a column of the rows that are searched, or in rows of another table. */
export interface FieldPlace {
  readonly column: string;
  /** What the column is compared with, if not the value as it stands. */
  readonly value?: Comparison['value'];
  /** Whether the column holds whole numbers, or either. */
  readonly isWhole?: true;
  readonly rows?: {
    /** Tables, with their conditions but the one that joins them to what is searched. */
    readonly from: string;
    readonly values: readonly SqlValue[];
    /** The column of these rows that names what is searched. */
    readonly owner: string;
    /** The column of truth values that says that a number is NaN. */
    readonly nan?: string;
    /** Whether an index finds rows by their value. */
    readonly isIndexed?: true;
  };
}

/** What is searched. */
export interface Searching {
  /** The column, or columns in parentheses, that rows of other tables name what is searched by. */
  readonly id: string;
  /** The name that its table has in the statement. */
  readonly alias: string;
  locate(comparison: Comparison): FieldPlace;
}

/**
 * A filter as a condition of SQL that holds for exactly the rows that meet it. One that is found by an index stands for itself,
 * so that the database may begin with it; all others are looked at one row after another while the time of the request lasts.
 */
export function compileFilter(
  tx: Transaction,
  filter: RunFilter | null,
  { id, alias, locate }: Searching,
): Condition[] {
  if (filter === null) return [];
  const [quick, slow]: [Condition[], RunFilter[]] = [[], []];
  for (const each of filter.kind === 'and' ? filter.operands : [filter]) {
    const found = each.kind === 'comparison' ? byIndex(each) : null;
    if (found) quick.push(found);
    else slow.push(each);
  }
  if (slow.length === 0) return quick;
  const others = joined(slow.map(compiled), 'AND');
  return [...quick, { sql: tx.inTime(others.sql, alias), values: others.values }];

  function byIndex(comparison: Comparison): Condition | null {
    const { column, rows, value = comparison.value, isWhole } = locate(comparison);
    const { comparator } = comparison;
    if (comparator.endsWith('LIKE') || comparator === '!=' || comparator.startsWith('IS ')) return null;
    const { sql, values } = compared(tx, column, comparator, value, isWhole);
    if (!rows) return { sql, values };
    if (!rows.isIndexed) return null;
    const nan = rows.nan === undefined ? '' : ` AND ${tx.isTrue(rows.nan, false)}`;
    return {
      sql: `${id} IN (SELECT ${rows.owner} FROM ${rows.from} AND ${sql}${nan})`,
      values: [...rows.values, ...values],
    };
  }

  function compiled(part: RunFilter): Condition {
    if (part.kind === 'comparison') return single(part);
    // What is unknown, such as a time that is not there, does not hold; NOT of it does.
    if (part.kind === 'not') {
      const { sql, values } = compiled(part.operand);
      return { sql: `(${sql}) IS NOT TRUE`, values };
    }
    return joined(part.operands.map(compiled), part.kind === 'and' ? 'AND' : 'OR');
  }

  function single(comparison: Comparison): Condition {
    const { column, rows, value = comparison.value, isWhole } = locate(comparison);
    const { comparator } = comparison;
    if (comparator.startsWith('IS ') && rows) {
      const has = `EXISTS (SELECT 1 FROM ${rows.from} AND ${rows.owner} = ${id})`;
      return { sql: comparator === 'IS NULL' ? `NOT ${has}` : has, values: rows.values };
    }
    const own = compared(tx, column, comparator, value, isWhole);
    if (!rows) return own;
    // NaN is kept as 0 and a mark: it differs from everything, and is in no order to anything.
    const nan =
      rows.nan === undefined
        ? own.sql
        : comparator === '!='
          ? `(${own.sql} OR ${tx.isTrue(rows.nan)})`
          : `${own.sql} AND ${tx.isTrue(rows.nan, false)}`;
    return {
      sql: `EXISTS (SELECT 1 FROM ${rows.from} AND ${rows.owner} = ${id} AND ${nan})`,
      values: [...rows.values, ...own.values],
    };
  }
}

function compared(
  tx: Transaction,
  column: string,
  comparator: string,
  value: Comparison['value'],
  isWhole = false,
): Condition {
  switch (comparator) {
    case 'IN':
      return { sql: tx.isAnyOf(column), values: [JSON.stringify(value)] };
    case 'NOT IN':
      return { sql: `NOT (${tx.isAnyOf(column)})`, values: [JSON.stringify(value)] };
    case 'LIKE':
    case 'ILIKE': {
      const [one, other] = comparator === 'LIKE' ? [column, '?'] : [`LOWER(${column})`, 'LOWER(?)'];
      // A backslash escapes nothing, as on SQLite.
      const escape = tx.dialect === 'postgres' ? " ESCAPE ''" : '';
      return { sql: tx.inTime(`${one} LIKE ${other}${escape}`), values: [String(value)] };
    }
    default: {
      // A database that knows types would not compare a whole number with half of one.
      const mark = isWhole && !Number.isInteger(value) ? 'CAST(? AS DOUBLE PRECISION)' : '?';
      return {
        sql: `${column} ${comparator === '!=' ? '<>' : comparator} ${mark}`,
        values: [value as SqlValue],
      };
    }
  }
}
