import { sortedNumbers } from '@modelfolio/statistics/quantiles';

/**
 * Rows of coded columns: numbers as they are, categories as their place in the column's list, NaN for what is missing.
 * `values` is `[rows, columns]`, row after row.
 */
export interface Matrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** A matrix of zeros. */
export function matrixOf(rows: number, columns: number): Matrix {
  return { values: new Float64Array(rows * columns), rows, columns };
}

/** A row of a matrix, without a copy. */
export function rowOf({ values, columns }: Matrix, row: number): Float64Array {
  return values.subarray(row * columns, (row + 1) * columns);
}

/** The numbers of a column, in order, without the missing ones. */
export function columnNumbers({ values, rows, columns }: Matrix, column: number): Float64Array {
  return sortedNumbers(
    Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] as number),
  );
}

/** Whether two codes are the same value: missing is the same as missing. */
export function isSameCode(one: number, other: number): boolean {
  return one === other || (Number.isNaN(one) && Number.isNaN(other));
}
