import { mostSeed, NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { ExplainabilityError } from '../explainability-error.ts';
import { multinomial } from '@modelfolio/statistics/binomial';
import type { ComparedWith } from './disparity.ts';
import { fairnessMetricNames, metricValues, type FairnessMetricName } from './fairness-metrics.ts';
import { sumOf, type Confusion } from './group-counts.ts';
import { percentileInterval } from '@modelfolio/statistics/bootstrap';
import { rateNames, rateValue, type RateName } from './rates.ts';

export interface BootstrapOptions {
  /** Resamples; 1000 unless told. */
  readonly replicates?: number;
  /** Seed of numpy's `RandomState`; 42 unless told. */
  readonly seed?: number;
  /** Share of the replicates that an interval covers; 0.95 unless told. */
  readonly level?: number;
  /**
   * `rows` (unless told) draws from all rows, so that the sizes of groups vary as in another sample of the same people;
   * `within_groups` keeps the size of each group.
   */
  readonly resampling?: 'rows' | 'within_groups';
}

export const defaultBootstrap = { replicates: 1000, seed: 42, level: 0.95, resampling: 'rows' } as const;

/** The middle of the replicates: percentile interval of Efron and Tibshirani 1993, chapter 13. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
  /** Replicates in which the number is undefined; they are left out. */
  readonly undefined: number;
}

/** Intervals of everything that follows from confusion matrices; `null` where no replicate has the number. */
export interface FairnessIntervals {
  /** For each group, in their order. */
  readonly groups: readonly Record<RateName, Interval | null>[];
  readonly overall: Record<RateName, Interval | null>;
  readonly metrics: Record<ComparedWith, Record<FairnessMetricName, Interval | null>>;
}

/**
 * Percentile bootstrap intervals of all rates and metrics at fixed thresholds.
 *
 * A rate depends on a row only by its cell: group, actual class, predicted class. Rows drawn with replacement fall into a
 * cell with its share of the rows, independently, so the counts of a resample follow a multinomial distribution exactly
 * (Davison and Hinkley 1997, section 2.2), and it is drawn instead of the rows: a few numbers in place of thousands. The
 * draws are those of `RandomState(seed).multinomial(n, counts / n)` over the cells that hold rows, by group: tp, fp, tn, fn.
 *
 * @throws ExplainabilityError `input` for options out of range, or no rows
 */
export function bootstrapIntervals(
  confusions: readonly Confusion[],
  options: BootstrapOptions = {},
): FairnessIntervals {
  const { replicates, seed, level, resampling } = { ...defaultBootstrap, ...options };
  checkOptions(replicates, seed, level, confusions);
  const random = new NumpyRandom(seed);
  const strata = resampling === 'rows' ? [confusions] : confusions.map((one) => [one]);
  const draw = strata.map(resampler);
  const drawn = Array.from({ length: replicates }, () => statisticsOf(draw.flatMap((next) => next(random))));
  const intervals = Array.from(drawn[0] as Float64Array, (_, at) =>
    intervalOf(
      Float64Array.from(drawn, (values) => values[at] as number),
      level,
    ),
  );
  return assemble(intervals, confusions.length);
}

/** Draws the confusion matrices of another sample of as many rows. */
function resampler(confusions: readonly Confusion[]): (random: NumpyRandom) => Confusion[] {
  const counts = Uint32Array.from(confusions.flatMap(({ tp, fp, tn, fn }) => [tp, fp, tn, fn]));
  const n = counts.reduce((sum, count) => sum + count, 0);
  const held = counts.reduce<number[]>((cells, count, cell) => (count > 0 ? [...cells, cell] : cells), []);
  const shares = Float64Array.from(held, (cell) => (counts[cell] as number) / n);
  return (random) => {
    const cells = new Uint32Array(counts.length);
    for (const [at, count] of multinomial(random, n, shares).entries()) cells[held[at] as number] = count;
    return confusions.map((_, group) => {
      const [tp = 0, fp = 0, tn = 0, fn = 0] = cells.subarray(4 * group, 4 * group + 4);
      return { tp, fp, tn, fn };
    });
  };
}

/** All numbers of a resample in one array: rates by group, rates of all rows, metrics by method. */
function statisticsOf(drawn: readonly Confusion[]): Float64Array {
  const groups = [...drawn, sumOf(drawn)];
  const metrics = groups.length * rateNames.length;
  const values = new Float64Array(metrics + 2 * fairnessMetricNames.length);
  let at = 0;
  for (const counts of groups) for (const name of rateNames) values[at++] = rateValue(counts, name);
  values.set(metricValues(drawn, 'between_groups'), metrics);
  values.set(metricValues(drawn, 'to_overall'), metrics + fairnessMetricNames.length);
  return values;
}

function intervalOf(values: Float64Array, level: number): Interval | null {
  const ends = percentileInterval(values, level);
  return ends && { ...ends, undefined: values.filter(Number.isNaN).length };
}

function assemble(intervals: readonly (Interval | null)[], groups: number): FairnessIntervals {
  const named = <Name extends string>(names: readonly Name[], from: number): Record<Name, Interval | null> =>
    Object.fromEntries(names.map((name, at) => [name, intervals[from + at] ?? null])) as Record<
      Name,
      Interval | null
    >;
  const rates = (place: number): Record<RateName, Interval | null> =>
    named(rateNames, place * rateNames.length);
  const metrics = (groups + 1) * rateNames.length;
  return {
    groups: Array.from({ length: groups }, (_, group) => rates(group)),
    overall: rates(groups),
    metrics: {
      between_groups: named(fairnessMetricNames, metrics),
      to_overall: named(fairnessMetricNames, metrics + fairnessMetricNames.length),
    },
  };
}

function checkOptions(
  replicates: number,
  seed: number,
  level: number,
  confusions: readonly Confusion[],
): void {
  if (!Number.isInteger(replicates) || replicates < 1)
    throw new ExplainabilityError('input', `${replicates} replicates: give a whole number from 1`);
  if (!Number.isInteger(seed) || seed < 0 || seed > mostSeed)
    throw new ExplainabilityError('input', `seed ${seed}: give a whole number from 0 to ${mostSeed}`);
  if (!(level > 0 && level < 1))
    throw new ExplainabilityError('input', `level ${level}: give a share between 0 and 1, such as 0.95`);
  const { tp, fp, tn, fn } = sumOf(confusions);
  if (tp + fp + tn + fn === 0)
    throw new ExplainabilityError('input', 'there are no rows to resample: give at least one');
}
