import { fromNumber, type ClassificationEvaluation, type Estimate } from '@modelfolio/schemas';
import { bootstrapReplicates, percentileInterval } from '@modelfolio/statistics/bootstrap';
import { newcombeInterval } from '@modelfolio/statistics/newcombe-interval';
import { wilsonInterval } from '@modelfolio/statistics/wilson-interval';
import { computeOnce, type CountedShare, type RowMetrics } from '@modelfolio/metrics/row-metrics';

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
   * A share of rows has its own n and the interval of Wilson; any other metric that of the bootstrap, unless no resample
   * of a classifier's rows differs from 0 or from 1.
   *
   * @param n rows behind a value that is no share of rows, where not all of them
   * @throws Error for a name that was not computed
   */
  of(name: string, n?: number): Estimate;
}

/** Metrics of some rows and their bootstrap replicates. */
export interface Resampled extends Pick<RowMetrics, 'names' | 'rows' | 'shares'> {
  values: Float64Array;
  replicates: Float64Array[];
}

/** Computes metrics once for the rows as they are, and for every resample of them. */
export function resample(metrics: RowMetrics, resampling: Resampling): Resampled {
  const { names, rows, shares } = metrics;
  const replicates = bootstrapReplicates(rows, metrics.compute, names.length, resampling);
  return { names, rows, shares, values: computeOnce(metrics), replicates };
}

/** Estimates from values and replicates. */
export function estimatesOf(resampled: Resampled, { level }: Pick<Resampling, 'level'>): Estimates {
  return {
    of: (name, n = resampled.rows) => {
      const { value, replicates, share } = metricOf(resampled, name);
      if (share) return { value: fromNumber(value), ...shareInterval(share, level) };
      const estimate = estimateOf(value, replicates, level, n);
      return resampled.shares.size > 0 ? atTheEnd(estimate, level) : estimate;
    },
  };
}

/**
 * A metric of some rows less that of others, drawn independently: by Newcombe's method of two shares of rows, else by the
 * differences of the replicates. Its n counts the rows of both.
 *
 * @param others `null` where there are no other rows: then the difference is undefined
 * @throws Error for a name that was not computed
 */
export function differenceOf(
  own: Resampled,
  others: Resampled | null,
  name: string,
  { level }: Pick<Resampling, 'level'>,
): Estimate {
  const one = metricOf(own, name);
  const other = others && metricOf(others, name);
  const value = one.value - (other?.value ?? NaN);
  if (one.share && other?.share) {
    const n = one.share.trials + other.share.trials;
    if (one.share.trials === 0 || other.share.trials === 0) return { value: 'NaN', interval: null, n };
    const ends = newcombeInterval(one.share, other.share, level);
    return { value: fromNumber(value), interval: { level, ...ends, method: 'newcombe' }, n };
  }
  const differences = one.replicates.map((replicate, at) => replicate - (other?.replicates[at] ?? NaN));
  return estimateOf(value, differences, level, own.rows + (others?.rows ?? 0));
}

/**
 * One value with the interval of its replicates. A value that is undefined has none, and neither has one that lies outside
 * of it: resampling moves such a metric itself (the calibration error grows with each row that is drawn twice), so that its
 * percentiles are of something else.
 */
export function estimateOf(value: number, replicates: Float64Array, level: number, n: number): Estimate {
  const ends = Number.isNaN(value) ? null : percentileInterval(replicates, level);
  const holds = ends !== null && ends.lower <= value && value <= ends.upper;
  return {
    value: fromNumber(value),
    interval: holds
      ? {
          level,
          lower: fromNumber(ends.lower),
          upper: fromNumber(ends.upper),
          method: 'percentile-bootstrap',
        }
      : null,
    n,
  };
}

/**
 * A score of a classifier that is 0 or 1 in every resample of the rows, as of one that makes no mistake on them, with the
 * interval of as many successes (or none) in the rows behind it: more rows would show a mistake at last. An interval of no
 * width would claim that they could not.
 */
function atTheEnd(estimate: Estimate, level: number): Estimate {
  const { value, interval, n } = estimate;
  const isStill = interval !== null && interval.lower === value && interval.upper === value;
  if (!isStill || n === 0 || (value !== 0 && value !== 1)) return estimate;
  return {
    ...estimate,
    interval: { level, ...wilsonInterval(value === 1 ? n : 0, n, level), method: 'wilson' },
  };
}

function metricOf(
  { names, values, replicates, shares }: Resampled,
  name: string,
): { value: number; replicates: Float64Array; share: CountedShare | undefined } {
  const index = names.indexOf(name);
  if (index < 0) throw new Error(`no metric is named ${name}`);
  return {
    value: values[index] ?? NaN,
    replicates: replicates[index] ?? new Float64Array(),
    share: shares.get(name),
  };
}

function shareInterval({ successes, trials }: CountedShare, level: number): Omit<Estimate, 'value'> {
  if (trials === 0) return { interval: null, n: 0 };
  return { interval: { level, ...wilsonInterval(successes, trials, level), method: 'wilson' }, n: trials };
}
