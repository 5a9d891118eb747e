import { mean } from '@modelfolio/statistics/mean';

/** The errors that everybody knows, of one target. */
export interface RegressionErrors {
  /** Mean absolute error. */
  mae: number;
  /** Mean squared error. */
  mse: number;
  /** Root of the mean squared error. */
  rmse: number;
  /** `1 − residual / total sum of squares`, see {@link explainedShare}. */
  r2: number;
}

/**
 * Errors of one target, as scikit-learn defines them. `regressionMetrics` are these and more, and of resamples too.
 *
 * @param predicted as many as `actual`: one that is missing makes NaN of all
 * @example
 *   regressionErrors([3, -0.5, 2, 7], [2.5, 0, 2, 8]).mae; // 0.5
 */
export function regressionErrors(actual: ArrayLike<number>, predicted: ArrayLike<number>): RegressionErrors {
  const n = actual.length;
  const centre = mean(actual);
  let [absolute, square, spread, spreadSquare] = [0, 0, 0, 0];
  for (let row = 0; row < n; row++) {
    const value = actual[row] as number;
    const error = value - (predicted[row] ?? Number.NaN);
    absolute += Math.abs(error);
    square += error ** 2;
    spread += value - centre;
    spreadSquare += (value - centre) ** 2;
  }
  // Without what rounding leaves between the centre and the mean, so that equal values have no variation.
  const variation = spreadSquare - spread ** 2 / n;
  const mse = square / n;
  return {
    mae: absolute / n,
    mse,
    rmse: Math.sqrt(mse),
    // Of means and not of sums: so are the scores on record, to the last bit.
    r2: explainedShare(mse, variation / n, {
      n,
      square: mse,
      spreadSquare: spreadSquare / n,
    }),
  };
}

/** What the parts of a share were made of, as sums or as means over the rows: their rounding is relative to that. */
export interface SquareSums {
  readonly n: number;
  /** Of the squared errors. */
  readonly square: number;
  /** Of the squared deviations from a centre about the mean. */
  readonly spreadSquare: number;
}

/**
 * Share of the variation that is explained, `1 − unexplained / variation`, by the conventions of scikit-learn's `r2_score` and
 * `explained_variance_score`: NaN of fewer than two rows, and of rows that are all the same 1 where nothing is unexplained,
 * else 0.
 */
export function explainedShare(
  unexplained: number,
  variation: number,
  { n, square, spreadSquare }: SquareSums,
): number {
  if (n < 2 || Number.isNaN(unexplained)) return Number.NaN;
  // What rounding leaves of equal values is no variation, and of equal errors nothing unexplained.
  const rounding = Number.EPSILON * n;
  if (variation > rounding * spreadSquare) return 1 - unexplained / variation;
  return unexplained <= rounding * square && unexplained < Infinity ? 1 : 0;
}
