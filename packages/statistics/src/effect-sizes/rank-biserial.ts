import { meanRanks } from '../mean-ranks.ts';
import { mannWhitney } from '../significance/mann-whitney.ts';

/**
 * Cliff's delta (Cliff 1993), which is the rank-biserial correlation of two samples: how much more often a value of the first
 * is greater than one of the second than the other way round, of all pairs.
 *
 * @returns from −1 to 1
 * @throws RangeError for an empty sample or NaN
 */
export function cliffsDelta(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const { statistic } = mannWhitney(one, other, { method: 'asymptotic' });
  return (2 * statistic) / (one.length * other.length) - 1;
}

/**
 * Rank-biserial correlation of pairs (Kerby 2014): the share of the ranks of differences above 0, less that of those below.
 *
 * @param differences of the pairs; those of 0 are left out, as Wilcoxon's test does
 * @returns from −1 to 1; 0 where no pair differs
 */
export function pairedRankBiserial(differences: ArrayLike<number>): number {
  const kept = Float64Array.from(differences).filter((difference) => difference !== 0);
  const ranks = meanRanks(kept.map(Math.abs));
  let [signed, all] = [0, 0];
  for (const [at, rank] of ranks.entries()) {
    signed += Math.sign(kept[at] as number) * rank;
    all += rank;
  }
  return all > 0 ? signed / all : 0;
}
