import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { ExplainabilityError } from '../explainability-error.ts';
import type { Matrix } from '../matrix.ts';
import { percentileInterval } from '@modelfolio/statistics/bootstrap';
import { checkRows } from './check-rows.ts';

export interface SummaryOptions {
  /** Resamples of the rows. Default: 1000. */
  readonly resamples?: number | undefined;
  /** Share of the resamples within the interval. Default: 0.95. */
  readonly level?: number | undefined;
  /** Default: 0. */
  readonly seed?: number | undefined;
}

/** Global importance by attributions. Numbers stand in the order of the groups. */
export interface ShapSummary {
  /** Mean of the absolute attributions. */
  readonly means: Float64Array;
  /** Ends of the interval of that mean over other rows of the same kind. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The groups from the most important to the least; equal ones in their own order. */
  readonly order: Int32Array;
}

/**
 * Mean |SHAP| of each group with its percentile bootstrap interval (Efron 1979) over rows: quantiles by linear interpolation.
 * All groups are resampled by the same rows, drawn as ⌊n · RandomState(seed).random_sample()⌋.
 *
 * @param attributions `[rows, groups]`
 * @throws ExplainabilityError `input` for no rows, or options out of range
 */
export function shapSummary(
  attributions: Matrix,
  { resamples = 1000, level = 0.95, seed = 0 }: SummaryOptions = {},
): ShapSummary {
  checkRows(attributions, 'the attributions');
  if (!Number.isInteger(resamples) || resamples < 1 || !(level > 0 && level < 1))
    throw new ExplainabilityError(
      'input',
      `${resamples} resamples and a level of ${level}, expected one resample at least and a level between 0 and 1`,
    );
  const { rows, columns } = attributions;
  const sizes = attributions.values.map(Math.abs);
  const means = meansOf(
    sizes,
    columns,
    Int32Array.from({ length: rows }, (_, row) => row),
  );
  const random = new NumpyRandom(seed);
  const drawn = new Int32Array(rows);
  const resampled = Array.from({ length: columns }, () => new Float64Array(resamples));
  for (let at = 0; at < resamples; at++) {
    for (let row = 0; row < rows; row++) drawn[row] = Math.floor(random.share() * rows);
    meansOf(sizes, columns, drawn).forEach((mean, group) => ((resampled[group] as Float64Array)[at] = mean));
  }
  const intervals = resampled.map((values) => percentileInterval(values, level));
  return {
    means,
    low: Float64Array.from(intervals, (one) => one?.lower ?? Number.NaN),
    high: Float64Array.from(intervals, (one) => one?.upper ?? Number.NaN),
    order: Int32Array.from(means, (_, group) => group).sort(
      (one, other) => (means[other] as number) - (means[one] as number) || one - other,
    ),
  };
}

function meansOf(sizes: Float64Array, columns: number, rows: Int32Array): Float64Array {
  const sums = new Float64Array(columns);
  for (const row of rows)
    for (let group = 0; group < columns; group++)
      sums[group] = (sums[group] as number) + (sizes[row * columns + group] as number);
  return sums.map((sum) => sum / rows.length);
}
