import { normalDistribution } from '../distributions/normal-distribution.ts';
import type { Moments } from '../moments.ts';
import { pValueOf, type Alternative, type TestResult } from './alternative.ts';
import { requireShare, type Share } from './share.ts';

const standard = normalDistribution();

/**
 * z-test of two proportions with the pooled variance: statsmodels' `proportions_ztest`. Without any variation, all or none
 * being successes in both, the statistic is 0.
 *
 * @throws RangeError for no trials or successes that are no part of them
 * @example
 *   proportionsTest({ successes: 52, trials: 400 }, { successes: 71, trials: 410 }).pValue;
 */
export function proportionsTest(
  one: Share,
  other: Share,
  alternative: Alternative = 'two-sided',
): TestResult {
  const difference = requireShare(one) - requireShare(other);
  const trials = one.trials + other.trials;
  const pooled = (one.successes + other.successes) / trials;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.trials + 1 / other.trials));
  const statistic = difference === 0 ? 0 : difference / error;
  return { statistic, pValue: pValueOf(standard, statistic, alternative) };
}

/**
 * z-test of two means for samples so large that their variances count as known: statsmodels'
 * `CompareMeans.ztest_ind(usevar='unequal')`. Welch's test is the better one for small samples.
 *
 * @throws RangeError for a sample of fewer than two values, or where neither varies
 */
export function meansZTest(one: Moments, other: Moments, alternative: Alternative = 'two-sided'): TestResult {
  for (const { count } of [one, other])
    if (!(count >= 2))
      throw new RangeError(`a mean of ${count} values has no standard error: give at least 2`);
  const error = Math.sqrt(one.variance / (one.count - 1) + other.variance / (other.count - 1));
  if (error === 0) throw new RangeError('neither sample varies: its z statistic does not exist');
  const statistic = (one.mean - other.mean) / error;
  return { statistic, pValue: pValueOf(standard, statistic, alternative) };
}
