import type { Share } from './slice-rates.ts';

/** 97.5 % quantile of the standard normal distribution. */
const z = 1.959963984540054;

/** 95 % score interval of a share (Wilson 1927), without continuity correction; `null` for a share of nothing. */
export function wilsonInterval({ count, of }: Share): readonly [lower: number, upper: number] | null {
  if (of === 0) return null;
  const share = count / of;
  const scale = 1 + z ** 2 / of;
  const centre = (share + z ** 2 / (2 * of)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
