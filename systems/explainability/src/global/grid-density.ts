import type { Matrix } from '../matrix.ts';
import type { Grid } from './grid.ts';

/** How many rows stand behind each point of a grid. */
export interface Density {
  /** Rows near each point. */
  readonly counts: Int32Array;
  /** 1 for points with no rows, or with a smaller share of the rows than was stated. */
  readonly sparse: Uint8Array;
}

/** Counts as density; `share` of all rows is what a point needs. */
export function densityOf(counts: Int32Array, rows: number, share: number): Density {
  return {
    counts,
    sparse: Uint8Array.from(counts, (count) => (count === 0 || count < share * rows ? 1 : 0)),
  };
}

/** How many rows have each point as the nearest: see {@link nearestPoints}. */
export function countNear(places: Int32Array, points: number): Int32Array {
  const counts = new Int32Array(points);
  for (const point of places) if (point !== -1) counts[point] = (counts[point] as number) + 1;
  return counts;
}

/**
 * For each row the point that it lies near. On a line: the nearest point, the lower of two; a row beyond an end is near it up
 * to half the width of the interval there. Else: the point that it equals.
 *
 * @returns −1 for rows that lie near no point, such as missing numbers
 */
export function nearestPoints(rows: Matrix, { columns, points, isLine }: Grid): Int32Array {
  if (!isLine) {
    const places = new Map<string, number>();
    for (let point = 0; point < points.rows; point++)
      places.set(
        points.values.subarray(point * points.columns, (point + 1) * points.columns).join(' '),
        point,
      );
    return Int32Array.from({ length: rows.rows }, (_, row) => {
      const key = columns.map((column) => rows.values[row * rows.columns + column]).join(' ');
      return places.get(key) ?? -1;
    });
  }
  const line = points.values;
  const last = line.length - 1;
  const [first, end] = [line[0] as number, line[last] as number];
  const below = first - ((line[1] ?? first) - first) / 2;
  const above = end + (end - (line[last - 1] ?? end)) / 2;
  return Int32Array.from({ length: rows.rows }, (_, row) => {
    const value = rows.values[row * rows.columns + (columns[0] as number)] as number;
    return value >= below && value <= above ? nearest(line, value) : -1;
  });
}

function nearest(line: Float64Array, value: number): number {
  let [low, high] = [0, line.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value - (line[middle] as number) > (line[middle + 1] as number) - value) low = middle + 1;
    else high = middle;
  }
  return low;
}
