import { NumpyRandom } from './numpy-random.ts';
import { quantile, sortedNumbers } from './quantiles.ts';

/** How often each row occurs in a resample. */
export type RowWeights = Uint16Array;

/** Computes `out.length` statistics of rows that occur so often each. */
export type Statistics = (weights: RowWeights, out: Float64Array) => void;

interface Options {
  replicates: number;
  seed: number;
  /** Called before each replicate; throws to stop. */
  onReplicate?: ((done: number) => void) | undefined;
}

/**
 * Bootstrap replicates of several statistics at once: each resamples all rows with replacement
 * (Efron 1979). Rows are `⌊u · rows / 2³²⌋` of the Mersenne Twister's 32-bit words, so NumPy's
 * `RandomState(seed)` draws the same ones. Statistics see counts and not draws: each reads its rows in order, which a
 * processor's cache rewards.
 *
 * @returns one array of replicates for each statistic
 */
export function bootstrapReplicates(
  rows: number,
  statistics: Statistics,
  count: number,
  { replicates, seed, onReplicate }: Options,
): Float64Array[] {
  const random = new NumpyRandom(seed);
  const weights = new Uint16Array(rows);
  const out = new Float64Array(count);
  const results = Array.from({ length: count }, () => new Float64Array(replicates));
  for (let replicate = 0; replicate < replicates; replicate++) {
    onReplicate?.(replicate);
    weights.fill(0);
    for (let draw = 0; draw < rows; draw++) {
      const row = ((random.whole() * rows) / 2 ** 32) | 0;
      weights[row] = (weights[row] ?? 0) + 1;
    }
    statistics(weights, out);
    for (let index = 0; index < count; index++)
      (results[index] as Float64Array)[replicate] = out[index] ?? NaN;
  }
  return results;
}

/**
 * The middle `level` of the replicates: the percentile interval. Replicates in which a statistic is undefined (NaN), such
 * as a curve of one class alone, are left out; `null` when all are.
 */
export function percentileInterval(
  replicates: Float64Array,
  level: number,
): { lower: number; upper: number } | null {
  const sorted = sortedNumbers(replicates);
  if (sorted.length === 0) return null;
  return { lower: quantile(sorted, (1 - level) / 2), upper: quantile(sorted, (1 + level) / 2) };
}
