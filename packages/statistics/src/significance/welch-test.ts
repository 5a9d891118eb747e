import type { Moments } from '../moments.ts';
import type { Alternative, TestResult } from './alternative.ts';
import { judgeDifference } from './judge-difference.ts';

/**
 * Welch's t-test of the means of two samples (Welch 1947): `scipy.stats.ttest_ind(equal_var=False)`.
 *
 * @param one of the first sample; `moments` computes it of values, `RunningMoments` of a stream
 * @throws RangeError for a sample of fewer than two values
 * @example
 *   welchTest(moments(before), moments(after)).pValue;
 */
export function welchTest(
  one: Moments,
  other: Moments,
  alternative: Alternative = 'two-sided',
): TestResult & { freedom: number } {
  const [a, b] = [squareError(one), squareError(other)];
  const square = a + b;
  const freedom =
    square > 0
      ? 1 / ((a / square) ** 2 / (one.count - 1) + (b / square) ** 2 / (other.count - 1))
      : Number.NaN;
  return { ...judgeDifference(one.mean - other.mean, Math.sqrt(square), freedom, alternative), freedom };
}

/**
 * Square of the standard error of a mean, from the unbiased variance: variance/count · count/(count − 1).
 *
 * @throws RangeError for fewer than two values
 */
function squareError({ count, variance }: Moments): number {
  if (count >= 2) return variance / (count - 1);
  throw new RangeError(`a mean of ${count} values has no standard error: give at least 2`);
}
