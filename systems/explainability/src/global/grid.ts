import { isClose } from '@modelfolio/statistics/is-close';
import { cunnaneQuantile } from '@modelfolio/statistics/quantiles';
import { ExplainabilityError } from '../explainability-error.ts';
import { columnNumbers, isSameCode, type Matrix } from '../matrix.ts';

export interface GridOptions {
  /** Most points of a number's grid. Default: 100. */
  readonly resolution?: number | undefined;
  /** Shares of the rows between which a number's points lie. Default: 0.05 and 0.95. */
  readonly percentiles?: readonly [number, number] | undefined;
  /** Each value is a point of its own, missing as the last. Default: false; groups of several columns always are. */
  readonly categorical?: boolean | undefined;
  /** Points to use as they are: `[points, columns of the group]`. */
  readonly custom?: Matrix | undefined;
}

/** Points at which a group of columns is held. */
export interface Grid {
  /** The group's columns. */
  readonly columns: readonly number[];
  /** `[points, columns of the group]` */
  readonly points: Matrix;
  /** Whether the points lie on the line of one number, in order; else they are values that only equal or do not. */
  readonly isLine: boolean;
}

/**
 * The grid of scikit-learn's `_grid_from_X`: a number's own values where they are fewer than `resolution`, else evenly
 * spaced points between two quantiles (`scipy.stats.mstats.mquantiles`, α = β = 0.4). For categories and for groups of
 * several columns, such as one-hot ones: the combinations that occur, in order.
 *
 * Unlike there, missing numbers are no point, and where both quantiles are the same (most rows share one value) the points
 * lie between the least and the greatest value.
 *
 * @throws ExplainabilityError `input` for a grid of less than two points a line, bad percentiles, or no values at all
 */
export function gridOf(rows: Matrix, columns: readonly number[], options: GridOptions = {}): Grid {
  const { resolution = 100, percentiles = [0.05, 0.95], categorical = false, custom } = options;
  const isLine = columns.length === 1 && !categorical;
  if (custom) {
    if (custom.columns !== columns.length || custom.rows < 1)
      throw new ExplainabilityError(
        'input',
        `a grid of ${custom.rows} points and ${custom.columns} columns, for ${columns.length} columns`,
      );
    return { columns, points: isLine ? sortedPoints(custom) : custom, isLine };
  }
  if (!Number.isInteger(resolution) || resolution < 2)
    throw new ExplainabilityError('input', `resolution: ${resolution}, expected a whole number from 2`);
  const [low, high] = percentiles;
  if (!(low >= 0 && low < high && high <= 1))
    throw new ExplainabilityError('input', `percentiles: ${low} and ${high}, expected 0 ≤ low < high ≤ 1`);
  if (!isLine) return { columns, points: observed(rows, columns), isLine };

  const [column] = columns;
  const sorted = columnNumbers(rows, column as number);
  if (sorted.length === 0) throw new ExplainabilityError('input', `column ${column}: all values are missing`);
  const unique = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  const line = unique.length < resolution ? unique : spaced(sorted, low, high, resolution);
  return { columns, points: { values: line, rows: line.length, columns: 1 }, isLine };
}

function spaced(sorted: Float64Array, low: number, high: number, count: number): Float64Array {
  let [from, to] = [cunnaneQuantile(sorted, low), cunnaneQuantile(sorted, high)];
  // numpy's `allclose`, by which scikit-learn refuses.
  if (isClose(to, from, { absolute: 1e-8, relative: 1e-5 }))
    [from, to] = [sorted[0] as number, sorted.at(-1) as number];
  const step = (to - from) / (count - 1);
  return Float64Array.from({ length: count }, (_, at) => (at === count - 1 ? to : from + at * step));
}

/** The combinations of values that occur, in the order of the first column, then the second …; missing is last. */
function observed(rows: Matrix, columns: readonly number[]): Matrix {
  const seen = new Map<string, number[]>();
  for (let row = 0; row < rows.rows; row++) {
    const values = columns.map((column) => rows.values[row * rows.columns + column] as number);
    const key = values.join(' ');
    if (!seen.has(key)) seen.set(key, values);
  }
  const points = [...seen.values()].sort((one, other) => {
    const at = one.findIndex((value, place) => !isSameCode(value, other[place] as number));
    if (at === -1) return 0;
    const [a, b] = [one[at] as number, other[at] as number];
    if (Number.isNaN(a)) return 1;
    return Number.isNaN(b) ? -1 : a - b;
  });
  return { values: Float64Array.from(points.flat()), rows: points.length, columns: columns.length };
}

function sortedPoints({ values, rows }: Matrix): Matrix {
  return { values: values.slice().sort(), rows, columns: 1 };
}
