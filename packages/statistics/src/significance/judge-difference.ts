import { tDistribution } from '../distributions/t-distribution.ts';
import { pValueOf, type Alternative, type TestResult } from './alternative.ts';

/**
 * Judges a difference by its standard error with so many degrees of freedom. Without any error, a difference is certain and
 * none is no sign of one.
 */
export function judgeDifference(
  difference: number,
  error: number,
  freedom: number,
  alternative: Alternative,
): TestResult {
  if (error > 0) {
    const statistic = difference / error;
    return { statistic, pValue: pValueOf(tDistribution(freedom), statistic, alternative) };
  }
  const statistic = difference === 0 ? 0 : difference * Infinity;
  const lower = statistic < 0 ? 0 : 1;
  const upper = statistic > 0 ? 0 : 1;
  return {
    statistic,
    pValue: alternative === 'less' ? lower : alternative === 'greater' ? upper : lower * upper,
  };
}
