import { binomialDistribution } from '../distributions/binomial-distribution.ts';
import { chiSquaredDistribution } from '../distributions/chi-squared-distribution.ts';
import { normalDistribution } from '../distributions/normal-distribution.ts';
import { pValueOfTails, type Alternative, type TestResult } from './alternative.ts';

interface Options {
  alternative?: Alternative;
  method?: 'exact' | 'asymptotic';
  /** Edwards' correction of the asymptotic p-value. */
  continuity?: boolean;
}

/**
 * McNemar's test of two answers to the same cases, such as of two models (McNemar 1947): whether one is right where the
 * other is wrong more often than the other way round. statsmodels' `mcnemar`, and its exact test one-sided too.
 *
 * @param first cases in which only the first is right
 * @param second cases in which only the second is right
 * @returns exact: the smaller count, two-sided, else the first; asymptotic: χ². A p-value of 1 where they never differ
 * @throws RangeError for what is no count
 */
export function mcnemar(
  first: number,
  second: number,
  { alternative = 'two-sided', method = 'exact', continuity = true }: Options = {},
): TestResult {
  for (const count of [first, second])
    if (!(Number.isSafeInteger(count) && count >= 0))
      throw new RangeError(`a count of cases must be a whole number from 0, not ${count}`);
  const differing = first + second;
  if (method === 'exact') {
    const chance = binomialDistribution(differing, 0.5);
    const pValue = pValueOfTails(chance.cdf(first), chance.survival(first - 1), alternative);
    return { statistic: alternative === 'two-sided' ? Math.min(first, second) : first, pValue };
  }
  if (differing === 0) return { statistic: 0, pValue: 1 };
  const corrected = Math.abs(first - second) - (continuity ? 1 : 0);
  const statistic = corrected ** 2 / differing;
  if (alternative === 'two-sided')
    return { statistic, pValue: chiSquaredDistribution(1).survival(statistic) };
  const towards = alternative === 'greater' ? first - second : second - first;
  const z = (towards - (continuity ? 1 : 0)) / Math.sqrt(differing);
  return { statistic, pValue: normalDistribution().survival(z) };
}
