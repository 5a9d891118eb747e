/** A value as databases take and return it; whole numbers that a number does not hold exactly are bigints. */
export type SqlValue = string | number | bigint | null;

export type Dialect = 'sqlite' | 'postgres';

/**
 * Statements in one transaction. Parameters stand as `?` in the text. Booleans are 0 and 1 on SQLite and what they are on
 * Postgres: compare `is_nan` by {@link Transaction.isTrue}.
 */
export interface Transaction {
  readonly dialect: Dialect;
  /** All rows. */
  all<Row>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
  /** The first row; `undefined` where there is none. */
  first<Row>(sql: string, values?: readonly SqlValue[]): Promise<Row | undefined>;
  /** Resolves to the number of rows that were changed. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>;
  /**
   * Inserts many rows.
   *
   * @param conflict what follows, e.g. `ON CONFLICT DO NOTHING`
   */
  insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
    conflict?: string,
  ): Promise<void>;
  /** A truth value as a parameter. */
  truth(value: boolean): SqlValue;
  /** The condition that a column of truth values holds, or does not. */
  isTrue(column: string, wanted?: boolean): string;
  /** The condition that a column of texts is one of a list, which is the value of its one `?`, as JSON text. */
  isAnyOf(column: string): string;
  /**
   * A condition that is looked at only while the time of the request lasts; then the statement ends with an error.
   *
   * @param alias of a table: the time is looked at on some of its rows (default: at each look at the condition)
   */
  inTime(condition: string, alias?: string): string;
}

/** A row would break a rule of the database that there is only one of its kind. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
}
