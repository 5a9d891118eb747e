/** The values that are numbers, in order. */
export function sortedNumbers(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}

/** Between two numbers, from the nearer one: numpy's lerp, by which equal numbers stay what they are. */
export function between(low: number, high: number, part: number): number {
  const rise = high - low;
  return part >= 0.5 ? high - rise * (1 - part) : low + rise * part;
}

/**
 * Quantile by linear interpolation, as numpy's default: Hyndman and Fan 1996, type 7.
 *
 * @param sorted values in order, without NaN
 * @param share from 0 to 1
 * @returns NaN where there are no values
 * @example
 *   quantile(sortedNumbers(values), 0.9);
 */
export function quantile(sorted: Float64Array, share: number): number {
  const last = sorted.length - 1;
  if (last < 0) return Number.NaN;
  const place = share * last;
  const below = Math.floor(place);
  return between(sorted[below] as number, sorted[Math.min(below + 1, last)] as number, place - below);
}

/**
 * Quantile as the inverse of the distribution function, averaged where that is flat: Hyndman and Fan 1996, type 2;
 * numpy's `averaged_inverted_cdf`.
 */
export function averagedQuantile(sorted: Float64Array, share: number): number {
  const { length } = sorted;
  if (length === 0) return Number.NaN;
  const place = length * share;
  const whole = Math.floor(place);
  const at = (index: number): number => sorted[Math.min(Math.max(index, 0), length - 1)] as number;
  return place === whole ? (at(whole - 1) + at(whole)) / 2 : at(whole);
}

/**
 * Quantile that is about unbiased whatever the distribution (Cunnane 1978): `scipy.stats.mstats.mquantiles` with
 * α = β = 0.4, its default.
 *
 * @param sorted values in order, without NaN, not empty
 */
export function cunnaneQuantile(sorted: Float64Array, share: number): number {
  const { length } = sorted;
  if (length === 1) return sorted[0] as number;
  const place = length * share + 0.4 + share * 0.2;
  const below = Math.floor(Math.min(Math.max(place, 1), length - 1));
  const part = Math.min(Math.max(place - below, 0), 1);
  return (1 - part) * (sorted[below - 1] as number) + part * (sorted[below] as number);
}

/**
 * The middle value; between the two middle values where their number is even. NaN as soon as one is.
 *
 * @throws RangeError for no values
 */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) throw new RangeError('the median of no values does not exist');
  const sorted = Float64Array.from(values).sort();
  // NaN is sorted last.
  return Number.isNaN(sorted.at(-1)) ? Number.NaN : quantile(sorted, 0.5);
}
