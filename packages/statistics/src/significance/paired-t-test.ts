import type { Moments } from '../moments.ts';
import type { Alternative, TestResult } from './alternative.ts';
import { judgeDifference } from './judge-difference.ts';

/**
 * Student's t-test of pairs: whether their differences have a mean other than 0. `scipy.stats.ttest_rel`.
 *
 * @param differences of the pairs, first minus second
 * @throws RangeError for fewer than two pairs
 */
export function pairedTTest(
  { count, mean, variance }: Moments,
  alternative: Alternative = 'two-sided',
): TestResult & { freedom: number } {
  if (count < 2) throw new RangeError(`${count} pairs have no standard error: give at least 2`);
  const freedom = count - 1;
  return { ...judgeDifference(mean, Math.sqrt(variance / freedom), freedom, alternative), freedom };
}
