import { fromNumber, type ClassificationEvaluation, type Estimate } from '@modelfolio/schemas';
import { bootstrapReplicates, percentileInterval } from '@modelfolio/statistics/bootstrap';
import { computeOnce, type RowMetrics } from '@modelfolio/metrics/row-metrics';

/** How intervals are made. */
export type Resampling = ClassificationEvaluation['bootstrap'] & {
  /** Told after each replicate; may throw to stop. */
  onReplicate?: (() => void) | undefined;
};

/** Resampling behind every interval, unless another is given. */
export const defaultResampling: ClassificationEvaluation['bootstrap'] = {
  replicates: 1000,
  seed: 20171107,
  level: 0.95,
};

/** Metrics with their intervals, by name. */
export interface Estimates {
  /**
   * @param n rows behind the value, where not all of them
   * @throws Error for a name that was not computed
   */
  of(name: string, n?: number): Estimate;
}

/** Metrics of some rows and their bootstrap replicates. */
export interface Resampled {
  names: readonly string[];
  values: Float64Array;
  replicates: Float64Array[];
  rows: number;
}

/** Computes metrics once for the rows as they are, and for every resample of them. */
export function resample(metrics: RowMetrics, resampling: Resampling): Resampled {
  const { names, rows } = metrics;
  const replicates = bootstrapReplicates(rows, metrics.compute, names.length, resampling);
  return { names, rows, values: computeOnce(metrics), replicates };
}

/** Estimates from values and replicates. */
export function estimatesOf(
  { names, values, replicates, rows }: Resampled,
  { level }: Pick<Resampling, 'level'>,
): Estimates {
  return {
    of: (name, n = rows) => {
      const index = names.indexOf(name);
      if (index < 0) throw new Error(`no metric is named ${name}`);
      return estimateOf(values[index] ?? NaN, replicates[index] ?? new Float64Array(), level, n);
    },
  };
}

/** One value with the interval of its replicates. A value that is undefined has none. */
export function estimateOf(value: number, replicates: Float64Array, level: number, n: number): Estimate {
  const ends = Number.isNaN(value) ? null : percentileInterval(replicates, level);
  return {
    value: fromNumber(value),
    interval: ends && {
      level,
      lower: fromNumber(ends.lower),
      upper: fromNumber(ends.upper),
      method: 'percentile-bootstrap',
    },
    n,
  };
}
