/** What groups are compared with: with each other, or with all rows together. fairlearn's names. */
export type ComparedWith = 'between_groups' | 'to_overall';

/**
 * The largest absolute difference of a rate: `max − min` between groups, or `max |group − overall|`. fairlearn's
 * `MetricFrame.difference`.
 *
 * @param rates a rate for each group, NaN where it is undefined: those groups are left out
 * @returns NaN when fewer than two groups are left: fairlearn says 0 then, though nothing was compared
 */
export function largestDifference(rates: ArrayLike<number>, overall: number, method: ComparedWith): number {
  const { least, most, defined } = extremes(rates);
  if (defined < 2) return Number.NaN;
  return method === 'between_groups'
    ? most - least
    : Math.max(Math.abs(most - overall), Math.abs(least - overall));
}

/**
 * The smallest ratio of a rate, at most 1: `min / max` between groups, or of each group and overall with the larger below.
 * fairlearn's `MetricFrame.ratio`.
 *
 * @returns NaN when fewer than two groups are left, or all rates are 0
 */
export function smallestRatio(rates: ArrayLike<number>, overall: number, method: ComparedWith): number {
  const { least, most, defined } = extremes(rates);
  if (defined < 2) return Number.NaN;
  if (method === 'between_groups') return least / most;
  const [low, high] = [least / overall, most / overall];
  return Math.min(low > 1 ? 1 / low : low, high > 1 ? 1 / high : high);
}

function extremes(rates: ArrayLike<number>): { least: number; most: number; defined: number } {
  let [least, most, defined] = [Infinity, -Infinity, 0];
  for (let group = 0; group < rates.length; group++) {
    const rate = rates[group] as number;
    if (Number.isNaN(rate)) continue;
    defined++;
    if (rate < least) least = rate;
    if (rate > most) most = rate;
  }
  return { least, most, defined };
}
