/** Arithmetic mean, added in order; NaN of nothing. Of a long column that lies far from zero, take {@link moments}. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return sum / values.length;
}

/** Mean and standard deviation, its square divided by the count; NaN of nothing. */
export function spread(values: ArrayLike<number>): { mean: number; standardDeviation: number } {
  const centre = mean(values);
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += ((values[at] as number) - centre) ** 2;
  return { mean: centre, standardDeviation: Math.sqrt(sum / values.length) };
}
