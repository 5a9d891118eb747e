/** A value of a table; `null` where there is none. */
export type Cell = string | number | boolean | null;

/** Records in columns, as read from a file. */
export interface Table {
  /** Name of the file, for messages. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /**
   * Values of a column, a row each.
   *
   * @throws TableError when there is no such column
   */
  column(name: string): readonly Cell[];
  /** Arrays of rank 2 and more that came whole, by name; their rows are the table's. */
  readonly arrays: ReadonlyMap<string, RowArray>;
  /** Line of the file that a row (from 0) begins on, or `null` in files without lines. */
  lineOf(row: number): number | null;
}

/** An array with a part for each row. */
export interface RowArray {
  /** Shape of one row's part, e.g. `[28, 28]`. */
  readonly shape: readonly number[];
  /** Row after row. */
  readonly values: ArrayLike<number> | readonly string[];
}

interface Place {
  line?: number | null | undefined;
  /** Row from 0, for files without lines. */
  row?: number | undefined;
  column?: string | undefined;
  hint?: string | undefined;
  cause?: unknown;
}

/** What is wrong with a table, where, and what to do: one line. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  /** What is wrong, without the place. */
  readonly reason: string;
  readonly hint: string | null;

  constructor(file: string, reason: string, { line, row, column, hint, cause }: Place = {}) {
    const at = line == null ? (row === undefined ? '' : `, row ${row + 1}`) : `:${line}`;
    const where = `${file}${at}${column === undefined ? '' : `, column ${printable(column)}`}`;
    super(`${where}: ${reason}${hint === undefined ? '' : ` (${hint})`}`, { cause });
    this.file = file;
    this.line = line ?? null;
    this.column = column ?? null;
    this.reason = reason;
    this.hint = hint ?? null;
  }
}

/** A value as a message shows it: on one line and not too long. */
export function printable(value: unknown): string {
  const text = JSON.stringify(String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/**
 * A table of columns in memory.
 *
 * @param lines line of each row, where the file has lines
 */
export function tableOf(
  name: string,
  columns: ReadonlyMap<string, readonly Cell[]>,
  rows: number,
  lines: readonly number[] | null = null,
  arrays: ReadonlyMap<string, RowArray> = new Map(),
): Table {
  const names = [...columns.keys()];
  return {
    name,
    columns: names,
    rows,
    arrays,
    column: (wanted) => {
      const values = columns.get(wanted);
      if (values) return values;
      throw new TableError(name, 'the column is missing', {
        column: wanted,
        hint: `there are: ${listed(names)}`,
      });
    },
    lineOf: (row) => lines?.[row] ?? null,
  };
}

/** Names in a message: the first few of many. */
export function listed(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
