import type { RowWeights } from '@modelfolio/statistics/bootstrap';

/** So many successes of so many rows. */
export interface CountedShare {
  readonly successes: number;
  readonly trials: number;
}

/** Metrics of a set of rows, that a resample of them can be given to. */
export interface RowMetrics {
  /** Name of each metric, in the order of `compute`. */
  readonly names: readonly string[];
  readonly rows: number;
  /**
   * Those metrics that are a share of rows, by name: what is counted, of which rows. They have an interval in closed form.
   */
  readonly shares: ReadonlyMap<string, CountedShare>;
  /**
   * @param weights how often each row occurs; all once when `null`
   */
  compute(weights: RowWeights | null, out: Float64Array): void;
}

/** The metrics of all rows, each once. */
export function computeOnce(metrics: RowMetrics): Float64Array {
  const out = new Float64Array(metrics.names.length);
  metrics.compute(null, out);
  return out;
}
