import type { RandomNumbers } from './random-numbers.ts';

/**
 * Draws from a normal distribution between two bounds, by drawing until it lies between.
 *
 * That ends soon where mean and deviation are those of values between the bounds: then
 * (mean − low)·(high − mean) ≥ deviation² (Bhatia and Davis 2000), by which at least every second draw lies between.
 *
 * @param mean from `low` to `high`
 */
export function truncatedNormal(
  random: RandomNumbers,
  mean: number,
  deviation: number,
  low: number,
  high: number,
): number {
  // lime 0.2 gives the standardised bound here, 0 for most bins; the bin's one value is meant.
  if (!(low < high)) return low;
  for (;;) {
    const value = mean + deviation * random.normal();
    if (value >= low && value <= high) return value;
  }
}
