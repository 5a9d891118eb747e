/** The values that are numbers, in order. */
export function sortedNumbers(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}

/**
 * Quantile by linear interpolation, as numpy's default: Hyndman and Fan 1996, type 7.
 *
 * @param sorted values in order, without NaN
 * @param share from 0 to 1
 * @returns NaN where there are no values
 */
export function quantile(sorted: Float64Array, share: number): number {
  const last = sorted.length - 1;
  if (last < 0) return Number.NaN;
  const place = share * last;
  const below = Math.min(Math.floor(place), last);
  const [low, high] = [sorted[below] as number, sorted[Math.min(below + 1, last)] as number];
  const part = place - below;
  // numpy's lerp: from the nearer end, so that equal values stay what they are.
  const rise = high - low;
  return part >= 0.5 ? high - rise * (1 - part) : low + rise * part;
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

/** Median of the values that are numbers. */
export const median = (values: Float64Array): number => quantile(sortedNumbers(values), 0.5);

/** So many numbers from one to another, as numpy's `linspace`. */
export function linspace(from: number, to: number, count: number): Float64Array {
  if (count === 1) return Float64Array.of(from);
  const step = (to - from) / (count - 1);
  const values = Float64Array.from({ length: count }, (_, at) => from + at * step);
  values[count - 1] = to;
  return values;
}
