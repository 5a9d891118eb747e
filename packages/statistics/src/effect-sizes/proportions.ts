import type { FourFold } from '../significance/fisher-exact.ts';

/** Cohen's h: the difference of two proportions on the scale of arcsines, where it means the same everywhere (Cohen 1988). */
export const cohensH = (one: number, other: number): number =>
  2 * (Math.asin(Math.sqrt(one)) - Math.asin(Math.sqrt(other)));

/** Odds of the first row over those of the second; infinite, or NaN, where they are divided by 0. */
export const oddsRatio = ([[a, b], [c, d]]: FourFold): number => (a * d) / (b * c);
