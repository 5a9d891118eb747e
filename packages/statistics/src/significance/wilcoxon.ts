import { meanRanks } from '../mean-ranks.ts';
import { pValueOfTails, type Alternative, type TestResult } from './alternative.ts';
import { signedRankTails } from './exact-rank-sums.ts';
import { judgeByNormal } from './judge-by-normal.ts';
import { requireSample } from './sample.ts';
import { tieSum } from './tie-sum.ts';

interface Options {
  alternative?: Alternative;
  /** `auto` is exact up to 50 pairs that differ. */
  method?: 'auto' | 'exact' | 'asymptotic';
  /** Of the asymptotic p-value: moves the statistic half a step towards the middle. */
  continuity?: boolean;
}

/**
 * Wilcoxon's signed-rank test of pairs: whether their differences lie around 0 (Wilcoxon 1945). Pairs without a difference
 * are left out, as Wilcoxon did. `scipy.stats.wilcoxon`, but that the exact p-value is right with ties too.
 *
 * @param differences of the pairs, first minus second
 * @returns W⁺, the sum of the ranks of the differences above 0; a p-value of 1 where no pair differs
 * @throws RangeError for no pairs, NaN, or more than 1,000 pairs where exact is asked for
 */
export function wilcoxon(
  differences: ArrayLike<number>,
  { alternative = 'two-sided', method = 'auto', continuity = false }: Options = {},
): TestResult & { method: 'exact' | 'asymptotic' } {
  const kept = requireSample(differences, 'the differences').filter((difference) => difference !== 0);
  const ranks = meanRanks(kept.map(Math.abs));
  let statistic = 0;
  for (const [at, rank] of ranks.entries()) if ((kept[at] as number) > 0) statistic += rank;
  const n = kept.length;
  if (method === 'exact' || (method === 'auto' && n <= 50)) {
    const { lower, upper } = signedRankTails(ranks, statistic);
    return { statistic, pValue: pValueOfTails(lower, upper, alternative), method: 'exact' };
  }
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieSum(ranks) / 48;
  const away = statistic - (n * (n + 1)) / 4;
  const pValue = judgeByNormal(away, variance, alternative, continuity ? 0.5 : 0);
  return { statistic, pValue, method: 'asymptotic' };
}
