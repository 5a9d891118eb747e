import {
  bootstrapIntervals,
  fairnessMetrics,
  fewRows,
  rateOf,
  sumOf,
  type Confusion,
  type FairnessIntervals,
  type FairnessMetricName,
} from '@modelfolio/explainability';
import type {
  Estimate,
  Explanation,
  FairnessMetric,
  FairnessMetricSet,
  GroupRate,
  GroupRates,
  JudgedGroup,
} from '@modelfolio/schemas';
import { wilsonInterval } from '@modelfolio/statistics/wilson-interval';

/** Groups of fewer rows are called small: below it a share moves by more than three points with one row. */
export const smallBelow = fewRows;

const shownRates = [
  'baseRate',
  'selectionRate',
  'accuracy',
  'truePositiveRate',
  'falsePositiveRate',
  'positivePredictiveValue',
] as const;

const shownMetrics = [
  'demographicParityDifference',
  'demographicParityRatio',
  'equalOpportunityDifference',
  'equalizedOddsDifference',
  'predictiveParityDifference',
] as const satisfies readonly FairnessMetricName[];

/** What a group's counts alone say of it. */
export type CountedGroup = Omit<JudgedGroup, 'calibration'>;

/** What confusion matrices say of a group. */
export function countedGroup(name: string, confusion: Confusion): CountedGroup {
  const { tp, fp, tn, fn } = confusion;
  const n = tp + fp + tn + fn;
  return { name, n, small: n < smallBelow, confusion: { tp, fp, tn, fn }, rates: ratesOf(confusion) };
}

/**
 * Wilson's intervals, not the bootstrap's: resamples of a group that is right in every row are all alike, and its interval
 * would have no width however few the rows.
 */
function ratesOf(confusion: Confusion): GroupRates {
  const rates = shownRates.map((name): [string, GroupRate] => {
    const { value, n } = rateOf(confusion, name);
    return [name, { value, n, interval: value === null ? null : shareOf(Math.round(value * n), n).interval }];
  });
  return Object.fromEntries(rates) as GroupRates;
}

/** A share of rows with its interval (Wilson 1927). @throws RangeError for a share of nothing */
export function shareOf(part: number, n: number): Estimate {
  return {
    value: part / n,
    interval: { level: 0.95, ...wilsonInterval(part, n), method: 'wilson' },
    n,
  };
}

/**
 * Differences between groups with percentile bootstrap intervals over rows. That of the accuracy is the demographic parity
 * difference of groups whose rows count as chosen where the model is right.
 */
export function metricsOfGroups(
  groups: readonly Pick<JudgedGroup, 'name' | 'confusion'>[],
  bootstrap: Explanation['bootstrap'],
): FairnessMetricSet {
  const names = groups.map(({ name }) => name);
  const confusions = groups.map(({ confusion }) => confusion);
  const right = confusions.map(({ tp, fp, tn, fn }) => ({ tp: tp + tn, fp: 0, tn: fp + fn, fn: 0 }));
  const found = metricsIn(confusions, names, bootstrap);
  return {
    accuracyDifference: metricsIn(right, names, bootstrap)('demographicParityDifference'),
    ...(Object.fromEntries(shownMetrics.map((name) => [name, found(name)])) as Omit<
      FairnessMetricSet,
      'accuracyDifference'
    >),
  };
}

function metricsIn(
  confusions: readonly Confusion[],
  names: readonly string[],
  bootstrap: Explanation['bootstrap'],
): (metric: FairnessMetricName) => FairnessMetric {
  const metrics = fairnessMetrics(confusions, names, 'between_groups');
  const intervals: FairnessIntervals = bootstrapIntervals(confusions, bootstrap);
  return (metric) => {
    const { value, undefinedFor } = metrics[metric];
    const ends = value === null ? null : intervals.metrics.between_groups[metric];
    return {
      value,
      interval: ends && {
        level: bootstrap.level,
        lower: ends.lower,
        upper: ends.upper,
        method: 'percentile-bootstrap',
      },
      undefinedFor: [...undefinedFor],
    };
  };
}

/** All rows together. */
export function allRows(groups: readonly Pick<JudgedGroup, 'confusion'>[]): CountedGroup {
  return countedGroup('all rows', sumOf(groups.map(({ confusion }) => confusion)));
}
