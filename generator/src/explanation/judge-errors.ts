import { fromNumber, toNumber, type Estimate, type Explanation, type GroupErrors } from '@modelfolio/schemas';
import { estimateOf, estimatesOf, resample } from '../evaluation/estimates.ts';
import { regressionMetrics } from '@modelfolio/metrics/regression-metrics';
import { smallBelow } from './group-rates.ts';
import type { Grouping } from './groupings.ts';

/** What is true of rows and what a regressor said of them. */
export interface Values {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
}

/**
 * How far a regressor errs in each group, with percentile bootstrap intervals. Each group is resampled by itself with a seed
 * of its own, so that the largest difference has independent samples.
 */
export function judgeErrors(
  { name, columns, groupNames, groups }: Grouping,
  { actual, predicted }: Values,
  bootstrap: Explanation['bootstrap'],
): Omit<GroupErrors, 'inputs'> {
  const rows = groupNames.map((_, at) => [...groups.keys()].filter((row) => groups[row] === at));
  const resampled = rows.map((own, at) =>
    resample(
      regressionMetrics(
        Float64Array.from(own, (row) => actual[row] ?? Number.NaN),
        Float64Array.from(own, (row) => predicted[row] ?? Number.NaN),
      ),
      { ...bootstrap, seed: bootstrap.seed + at },
    ),
  );
  const mae = resampled.map(({ names, values, replicates }) => {
    const place = names.indexOf('mae');
    return {
      value: values[place] ?? Number.NaN,
      replicates: replicates[place] ?? new Float64Array(bootstrap.replicates).fill(Number.NaN),
    };
  });
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const sizes = rows.map((own) => own.length);
  const enough = sizes.map((n) => n >= smallBelow);
  const pairs = pairsOf(mae, sizes, bootstrap.level);
  return {
    name,
    columns: [...columns],
    smallBelow,
    groups: resampled.map((own, at) => {
      const of = estimatesOf(own, bootstrap).of;
      return {
        name: groupNames[at] ?? '',
        n: own.rows,
        small: own.rows < smallBelow,
        mae: of('mae'),
        rmse: of('rmse'),
        bias: of('bias'),
      };
    }),
    maeDifference: {
      value: fromNumber(mae.length > 1 ? spread(mae.map(({ value }) => value)) : Number.NaN),
      interval: largestOf(pairs.map(({ difference }) => difference)),
      n: actual.length,
    },
    pairs: pairsOf(mae, sizes, bootstrap.level, (place) => enough[place] === true),
  };
}

interface Replicated {
  value: number;
  replicates: Float64Array;
}

/** Every pair of groups, with intervals that hold together at the level (Bonferroni). */
function pairsOf(
  groups: readonly Replicated[],
  sizes: readonly number[],
  level: number,
  counts: (place: number) => boolean = () => true,
): GroupErrors['pairs'] {
  const places = [...groups.keys()].filter(counts);
  const count = (places.length * (places.length - 1)) / 2;
  const own = 1 - (1 - level) / count;
  return places.flatMap((one, at) =>
    places.slice(at + 1).map((other) => {
      const [a, b] = [groups[one] as Replicated, groups[other] as Replicated];
      const differences = a.replicates.map(
        (value, replicate) => value - (b.replicates[replicate] ?? Number.NaN),
      );
      const n = (sizes[one] ?? 0) + (sizes[other] ?? 0);
      const { value, interval } = estimateOf(a.value - b.value, differences, own, n);
      return { one, other, difference: { value, interval: interval && { ...interval, level }, n } };
    }),
  );
}

/** What all intervals together say of the largest absolute difference: see `disparityInterval`. */
function largestOf(differences: readonly Estimate[]): Estimate['interval'] {
  const ends = differences.map(({ interval }) =>
    interval === null ? null : ([toNumber(interval.lower), toNumber(interval.upper)] as const),
  );
  const [first] = differences;
  if (!first?.interval || ends.includes(null)) return null;
  const known = ends.filter((one) => one !== null);
  return {
    ...first.interval,
    lower: Math.max(0, ...known.map(([lower, upper]) => Math.max(lower, -upper))),
    upper: Math.max(...known.map(([lower, upper]) => Math.max(upper, -lower))),
  };
}
