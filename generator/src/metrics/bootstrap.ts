import { mersenne } from 'pure-rand/generator/mersenne';

/** Computes `out.length` statistics of the rows with these indices; an index may occur many times. */
export type Statistics = (indices: Uint32Array, out: Float64Array) => void;

/**
 * Bootstrap replicates of several statistics at once: each resamples all rows with replacement
 * (Efron 1979). Indices are `⌊u · rows / 2³²⌋` of the Mersenne Twister's 32-bit words, so NumPy's
 * `RandomState(seed)` draws the same ones.
 *
 * @returns one array of replicates for each statistic
 */
export function bootstrapReplicates(
  rows: number,
  statistics: Statistics,
  count: number,
  { replicates, seed }: { replicates: number; seed: number },
): Float64Array[] {
  const random = mersenne(seed);
  const indices = new Uint32Array(rows);
  const out = new Float64Array(count);
  const results = Array.from({ length: count }, () => new Float64Array(replicates));
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let row = 0; row < rows; row++) indices[row] = ((random.next() >>> 0) * rows) / 2 ** 32;
    statistics(indices, out);
    for (let index = 0; index < count; index++)
      (results[index] as Float64Array)[replicate] = out[index] ?? NaN;
  }
  return results;
}

/** The middle `level` of the replicates: the percentile interval. */
export function percentileInterval(
  replicates: Float64Array,
  level: number,
): { lower: number; upper: number } {
  const sorted = replicates.toSorted();
  return { lower: quantile(sorted, (1 - level) / 2), upper: quantile(sorted, (1 + level) / 2) };
}

/**
 * Quantile by linear interpolation between order statistics, as NumPy's default.
 *
 * @param sorted ascending, not empty
 * @param q from 0 to 1
 */
export function quantile(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below] ?? NaN;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  const fraction = position - below;
  // From the nearer end, as NumPy does, so that equal neighbours stay exact.
  return fraction < 0.5 ? lower + (upper - lower) * fraction : upper - (upper - lower) * (1 - fraction);
}
