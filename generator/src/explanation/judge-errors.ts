import type { Explanation, GroupErrors } from '@modelfolio/schemas';
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
    maeDifference: estimateOf(
      spread(mae.map(({ value }) => value)),
      Float64Array.from({ length: bootstrap.replicates }, (_, replicate) =>
        spread(mae.map(({ replicates }) => replicates[replicate] ?? Number.NaN)),
      ),
      bootstrap.level,
      actual.length,
    ),
  };
}
