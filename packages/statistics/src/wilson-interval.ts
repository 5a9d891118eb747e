import type { Interval } from './intervals/interval.ts';
import { normalQuantile } from './normal-quantile.ts';

/** 97.5 % quantile of the standard normal distribution, rounded correctly: normalQuantile is two units off in the last place. */
const usual = 1.959963984540054;

/**
 * Score interval of a share (Wilson 1927), without continuity correction.
 *
 * @param level share of such intervals that hold the true value
 * @throws RangeError for no trials
 */
export function wilsonInterval(successes: number, trials: number, level = 0.95): Interval {
  if (!(trials > 0)) throw new RangeError('a share of nothing has no interval');
  const z = level === 0.95 ? usual : normalQuantile((1 + level) / 2);
  const share = successes / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  // Rounding can leave the ends a hair outside of what a share can be.
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
