import { compensatedSum } from '../compensated-sum.ts';

/** A table of counts with what its margins expect of each cell. */
export interface Contingency {
  /** Row after row. */
  observed: Float64Array;
  /** As many as were there if rows and columns had nothing to do with one another. */
  expected: Float64Array;
  /** Rows and columns that are not empty. */
  rows: number;
  columns: number;
  total: number;
}

/**
 * Reads a table of counts; rows and columns that are empty everywhere are left out, since they expect nothing.
 *
 * @param table rows of equal length
 * @throws RangeError for rows of several lengths, or a cell that is no count
 */
export function contingency(table: readonly ArrayLike<number>[]): Contingency {
  const width = table[0]?.length ?? 0;
  for (const [at, row] of table.entries()) {
    if (row.length !== width)
      throw new RangeError(
        `row ${at + 1} has ${row.length} cells and the first ${width}: give a whole table`,
      );
    const bad = Array.from(row).findIndex((count) => !(count >= 0 && count < Infinity));
    if (bad >= 0)
      throw new RangeError(
        `row ${at + 1}, cell ${bad + 1}: a count must be a number from 0, not ${row[bad]}`,
      );
  }
  const sumOf = (counts: ArrayLike<number>): number => compensatedSum(Float64Array.from(counts));
  const rows = table.filter((row) => sumOf(row) > 0);
  const columnSums = Array.from({ length: width }, (_, at) => sumOf(rows.map((row) => row[at] as number)));
  const columns = columnSums.flatMap((sum, at) => (sum > 0 ? [at] : []));
  const total = sumOf(columnSums);
  const observed = Float64Array.from(rows.flatMap((row) => columns.map((at) => row[at] as number)));
  const expected = Float64Array.from(
    rows.flatMap((row) => columns.map((at) => (sumOf(row) * (columnSums[at] as number)) / total)),
  );
  return { observed, expected, rows: rows.length, columns: columns.length, total };
}
