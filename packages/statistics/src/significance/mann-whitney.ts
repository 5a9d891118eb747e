import { meanRanks } from '../mean-ranks.ts';
import { pValueOfTails, type Alternative, type TestResult } from './alternative.ts';
import { rankSumTails } from './exact-rank-sums.ts';
import { judgeByNormal } from './judge-by-normal.ts';
import { requireSample } from './sample.ts';
import { tieSum } from './tie-sum.ts';

interface Options {
  alternative?: Alternative;
  /** `auto` is exact up to 50 values in all, about a million steps. */
  method?: 'auto' | 'exact' | 'asymptotic';
  /** Of the asymptotic p-value: moves the statistic half a step towards the middle. */
  continuity?: boolean;
}

/**
 * The Mann–Whitney U test: whether values of one sample tend to be greater than those of another (Mann and Whitney 1947).
 * `scipy.stats.mannwhitneyu`, but that the exact p-value is right with ties too.
 *
 * @returns U of the first sample: pairs in which its value is greater, and half of those in which both are equal
 * @throws RangeError for an empty sample, NaN, or an exact p-value of so many values that it would take over a second
 */
export function mannWhitney(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  { alternative = 'two-sided', method = 'auto', continuity = true }: Options = {},
): TestResult & { method: 'exact' | 'asymptotic' } {
  const [a, b] = [requireSample(one, 'the first sample'), requireSample(other, 'the second sample')];
  const all = a.length + b.length;
  const values = new Float64Array(all);
  values.set(a);
  values.set(b, a.length);
  const ranks = meanRanks(values);
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += ranks[at] as number;
  const statistic = sum - (a.length * (a.length + 1)) / 2;
  if (method === 'exact' || (method === 'auto' && all <= 50)) {
    const { lower, upper } = rankSumTails(ranks, a.length, sum);
    return { statistic, pValue: pValueOfTails(lower, upper, alternative), method: 'exact' };
  }
  const pairs = a.length * b.length;
  const variance = (pairs / 12) * (all + 1 - tieSum(ranks) / (all * (all - 1)));
  const away = statistic - pairs / 2;
  const pValue = judgeByNormal(away, variance, alternative, continuity ? 0.5 : 0);
  return { statistic, pValue, method: 'asymptotic' };
}
