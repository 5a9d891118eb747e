import { meanRanks } from './mean-ranks.ts';

/**
 * Spearman's ρ: Pearson's correlation of mean ranks, as `scipy.stats.spearmanr`.
 *
 * @param one numbers, without NaN
 * @returns from −1 to 1; `null` where one of them is the same everywhere, which has no order
 */
export function rankCorrelation(one: ArrayLike<number>, other: ArrayLike<number>): number | null {
  const [a, b] = [meanRanks(one), meanRanks(other)];
  // Ranks add up to the same however they are tied.
  const mean = (a.length + 1) / 2;
  let [product, squareA, squareB] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [(a[at] as number) - mean, (b[at] as number) - mean];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA > 0 && squareB > 0 ? product / Math.sqrt(squareA * squareB) : null;
}
