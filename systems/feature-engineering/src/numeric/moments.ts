/** Sum with Neumaier's compensation: its error does not grow with the number of values. */
export function compensatedSum(
  values: Float64Array,
  of: (value: number) => number = (value) => value,
): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const term = of(value);
    if (Number.isNaN(term)) continue;
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Count, mean and variance (divided by the count) of the values that are numbers; NaN where there are none. */
export function moments(values: Float64Array): { count: number; mean: number; variance: number } {
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) count++;
  const mean = compensatedSum(values) / count;
  // The two-pass algorithm with the correction of Chan, Golub and LeVeque 1983.
  const squares = compensatedSum(values, (value) => (value - mean) ** 2);
  const drift = compensatedSum(values, (value) => value - mean);
  return { count, mean, variance: (squares - drift ** 2 / count) / count };
}

/** Least and greatest of the values that are numbers; NaN where there are none. */
export function extent(values: Float64Array): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min > max ? { min: Number.NaN, max: Number.NaN } : { min, max };
}

/**
 * What to divide by where a column hardly varies: one, as scikit-learn's `_handle_zeros_in_scale` without a mask.
 *
 * @param scale spread of a column
 */
export const scaleOrOne = (scale: number): number => (scale < 10 * Number.EPSILON ? 1 : scale);

/** Whether a variance is no more than rounding makes of equal values: scikit-learn's `_is_constant_feature`. */
export function isConstant({
  count,
  mean,
  variance,
}: {
  count: number;
  mean: number;
  variance: number;
}): boolean {
  const bound = count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
  return variance <= bound;
}
