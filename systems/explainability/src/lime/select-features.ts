import { weightedRidge } from './weighted-ridge.ts';
import type { WeightedMoments } from './weighted-moments.ts';

/** Up to so many columns are found by forward selection. */
const mostForward = 6;

/** Ridge of the regression that ranks columns where more are wanted. */
const rankingAlpha = 0.01;

/**
 * Columns for the local model, as lime's `feature_selection='auto'`: up to 6 by forward selection, each time the one with
 * the best R² without ridge; more by the greatest |weight| of a ridge regression of all (times the row's value, which is 1).
 *
 * @param count how many; at most those that there are
 */
export function selectFeatures(moments: WeightedMoments, count: number): number[] {
  const all = [...moments.means.keys()];
  if (count <= mostForward) return forward(moments, all, count);
  const { coefficients } = weightedRidge(moments, all, rankingAlpha);
  const size = (column: number): number => Math.abs(coefficients[column] as number);
  return all.sort((one, other) => size(other) - size(one)).slice(0, count);
}

function forward(moments: WeightedMoments, all: readonly number[], count: number): number[] {
  const used: number[] = [];
  while (used.length < Math.min(count, all.length)) {
    let best = -1;
    let most = -Infinity;
    for (const column of all) {
      if (used.includes(column)) continue;
      const { score } = weightedRidge(moments, [...used, column], 0);
      if (score > most) [best, most] = [column, score];
    }
    used.push(best);
  }
  return used;
}
