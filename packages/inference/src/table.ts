import type { Place } from '@modelfolio/failures';
import { listed } from '@modelfolio/failures/listed';
import { InferenceError } from './inference-error.ts';
import type { TensorType } from './tensor.ts';

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
   * @throws InferenceError `table` when there is no such column
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
  /** Element type in the file; left out where the numbers were made for one input, in row-major order. */
  readonly type?: TensorType;
  /** Row after row. */
  readonly values: ArrayLike<number> | readonly string[];
}

/** Where a cell stands, for messages: on its line, or in its row in files without lines. */
export function cellPlace(table: Table, row: number, column: string): Place {
  const line = table.lineOf(row);
  return { file: table.name, column, ...(line === null ? { row: row + 1 } : { line }) };
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
      throw new InferenceError('table', 'the column is missing', {
        file: name,
        column: wanted,
        hint: `there are: ${listed(names)}`,
      });
    },
    lineOf: (row) => lines?.[row] ?? null,
  };
}
