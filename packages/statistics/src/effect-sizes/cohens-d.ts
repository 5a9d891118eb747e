import type { Moments } from '../moments.ts';

/**
 * Cohen's d: the difference of two means in standard deviations, pooled of both samples (Cohen 1988).
 *
 * @returns NaN where neither varies
 * @throws RangeError for fewer than three values in all
 */
export function cohensD(one: Moments, other: Moments): number {
  const freedom = one.count + other.count - 2;
  if (!(freedom > 0)) throw new RangeError('a pooled deviation needs at least 3 values in all');
  const pooled = (one.count * one.variance + other.count * other.variance) / freedom;
  return (one.mean - other.mean) / Math.sqrt(pooled);
}

/**
 * Hedges' g: Cohen's d without its bias in small samples, by the factor 1 − 3/(4ν − 1) (Hedges 1981).
 *
 * @throws RangeError for fewer than three values in all
 */
export function hedgesG(one: Moments, other: Moments): number {
  const freedom = one.count + other.count - 2;
  return cohensD(one, other) * (1 - 3 / (4 * freedom - 1));
}
