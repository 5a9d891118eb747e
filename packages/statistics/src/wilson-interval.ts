/** 97.5 % quantile of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * 95 % score interval of a share (Wilson 1927), without continuity correction.
 *
 * @throws RangeError for no trials
 */
export function wilsonInterval(successes: number, trials: number): { lower: number; upper: number } {
  if (!(trials > 0)) throw new RangeError('a share of nothing has no interval');
  const share = successes / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  // Rounding can leave the ends a hair outside of what a share can be.
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
