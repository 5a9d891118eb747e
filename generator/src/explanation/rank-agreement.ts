import { meanRanks } from '@modelfolio/explainability';

/**
 * Spearman's ρ: Pearson's correlation of mean ranks, as `scipy.stats.spearmanr`.
 *
 * @returns `null` where one of them is the same everywhere, which has no order
 */
export function rankAgreement(one: readonly number[], other: readonly number[]): number | null {
  const [a, b] = [one, other].map((values) => meanRanks(Float64Array.from(values)));
  const mean = (one.length + 1) / 2;
  let [product, squareA, squareB] = [0, 0, 0];
  for (const at of one.keys()) {
    const [x, y] = [(a?.[at] ?? mean) - mean, (b?.[at] ?? mean) - mean];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA > 0 && squareB > 0 ? product / Math.sqrt(squareA * squareB) : null;
}
