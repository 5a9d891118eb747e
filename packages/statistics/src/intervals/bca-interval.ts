import { normalDistribution } from '../distributions/normal-distribution.ts';
import { mean } from '../mean.ts';
import { quantile, sortedNumbers } from '../quantiles.ts';
import { searchLeft, searchRight } from '../search.ts';
import type { Interval } from './interval.ts';

const standard = normalDistribution();

/**
 * Bootstrap interval that is corrected for bias and for a spread that changes with the value: BCa of Efron 1987, "Better
 * bootstrap confidence intervals". `scipy.stats.bootstrap(method='BCa')` of the same replicates.
 *
 * @param replicates of `bootstrapReplicates`; undefined ones (NaN) are left out
 * @param estimate the statistic of the sample itself
 * @param leftOut the statistic without each row in turn, of `jackknifeValues`
 * @returns `null` where the estimate lies outside of all replicates, or all are undefined or the same
 * @example
 *   const [replicates] = bootstrapReplicates(rows, statistics, 1, { replicates: 9999, seed: 1 });
 *   const [leftOut] = jackknifeValues(rows, statistics, 1);
 *   bcaInterval(replicates, estimate, leftOut, 0.95);
 */
export function bcaInterval(
  replicates: Float64Array,
  estimate: number,
  leftOut: Float64Array,
  level: number,
): Interval | null {
  const sorted = sortedNumbers(replicates);
  // Replicates that are the estimate itself count half.
  const below = (searchLeft(sorted, estimate) + searchRight(sorted, estimate)) / 2 / sorted.length;
  const bias = standard.quantile(below);
  if (!Number.isFinite(bias)) return null;
  const acceleration = accelerationOf(leftOut);
  const end = (z: number): number => {
    const moved = bias + z;
    return quantile(sorted, standard.cdf(bias + moved / (1 - acceleration * moved)));
  };
  const z = standard.quantile((1 - level) / 2);
  return { lower: end(z), upper: end(-z) };
}

/** A sixth of the skewness of the influence of each row; 0 where none has any. */
function accelerationOf(leftOut: Float64Array): number {
  const known = sortedNumbers(leftOut);
  const centre = mean(known);
  let [cubes, squares] = [0, 0];
  for (const value of known) {
    const influence = centre - value;
    cubes += influence ** 3;
    squares += influence ** 2;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
