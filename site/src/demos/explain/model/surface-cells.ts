import type { Surface } from '../analysis/analysis.ts';

/** One cell of a surface. */
export type SurfaceCell = {
  mean: number;
  /** From 0 for the least mean to 1 for the greatest. */
  share: number;
  /** Rows of the data in it. */
  count: number;
  /** Whether too few rows lie in it to believe it. */
  sparse: boolean;
};

/** A cell with a smaller share of the rows is sparse: as the library's two-way partial dependence. */
export const sparseShare = 0.001;

/**
 * The cells of a surface, a list for each value of the first column.
 *
 * @param rows rows of the data
 */
export function surfaceCells(
  { grids: [first, second], mean, counts }: Surface,
  rows: number,
): SurfaceCell[][] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of mean) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const places = first.map((_, down) => second.map((__, across) => down * second.length + across));
  return places.map((line) =>
    line.map((at) => {
      const value = mean[at] ?? Number.NaN;
      const count = counts[at] ?? 0;
      return {
        mean: value,
        share: most > least ? (value - least) / (most - least) : 0.5,
        count,
        sparse: count === 0 || count < sparseShare * rows,
      };
    }),
  );
}
