import type { Distribution } from '../distributions/distribution.ts';

/** What is believed where the null hypothesis is not: as SciPy's tests say it, of the first sample against the second. */
export type Alternative = 'two-sided' | 'less' | 'greater';

/** A statistic and the probability, under the null hypothesis, of one that speaks as much or more for the alternative. */
export interface TestResult {
  statistic: number;
  pValue: number;
}

/** p-value of a statistic, of the probabilities of one at most as great and of one at least as great. */
export function pValueOfTails(lower: number, upper: number, alternative: Alternative): number {
  if (alternative === 'less') return lower;
  return alternative === 'greater' ? upper : Math.min(1, 2 * Math.min(lower, upper));
}

/** p-value of a statistic whose distribution under the null hypothesis is continuous. */
export const pValueOf = (distribution: Distribution, statistic: number, alternative: Alternative): number =>
  pValueOfTails(distribution.cdf(statistic), distribution.survival(statistic), alternative);
