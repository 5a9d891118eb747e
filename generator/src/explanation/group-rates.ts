import {
  bootstrapIntervals,
  disparityInterval,
  disparityIntervals,
  fairnessMetrics,
  fewRows,
  largestDifference,
  rateOf,
  rateValue,
  sumOf,
  type Confusion,
  type Disparity,
  type DisparityInterval,
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
 * Differences between groups with the interval that {@link disparityInterval} describes, and the ratio with that of the
 * bootstrap over rows.
 */
export function metricsOfGroups(
  groups: readonly Pick<JudgedGroup, 'name' | 'confusion'>[],
  bootstrap: Explanation['bootstrap'],
): FairnessMetricSet {
  const confusions = groups.map(({ confusion }) => confusion);
  const names = groups.map(({ name }) => name);
  const { level } = bootstrap;
  const metrics = fairnessMetrics(confusions, names, 'between_groups');
  const intervals = disparityIntervals(confusions, level);
  const accuracies = confusions.map((counts) => rateValue(counts, 'accuracy'));
  const accuracy = largestDifference(accuracies, Number.NaN, 'between_groups');
  const difference = (name: keyof typeof intervals): FairnessMetric =>
    differenceOf(metrics[name], intervals[name], level);
  return {
    accuracyDifference: differenceOf(
      {
        value: Number.isNaN(accuracy) ? null : accuracy,
        undefinedFor: names.filter((_, group) => Number.isNaN(accuracies[group])),
      },
      disparityInterval(confusions, ['accuracy'], level),
      level,
    ),
    demographicParityDifference: difference('demographicParityDifference'),
    demographicParityRatio: ratioOf(metrics.demographicParityRatio, confusions, bootstrap),
    equalOpportunityDifference: difference('equalOpportunityDifference'),
    equalizedOddsDifference: difference('equalizedOddsDifference'),
    predictiveParityDifference: difference('predictiveParityDifference'),
  };
}

function differenceOf(
  { value, undefinedFor }: Disparity,
  found: DisparityInterval | null,
  level: number,
): FairnessMetric {
  return {
    value,
    interval: found && { level, lower: found.lower, upper: found.upper, method: 'newcombe' },
    n: found?.n ?? 0,
    comparisons: found?.comparisons ?? 0,
    undefinedFor: [...undefinedFor],
  };
}

function ratioOf(
  { value, undefinedFor }: Disparity,
  confusions: readonly Confusion[],
  bootstrap: Explanation['bootstrap'],
): FairnessMetric {
  const ends =
    value === null
      ? null
      : bootstrapIntervals(confusions, bootstrap).metrics.between_groups.demographicParityRatio;
  // The least of several ratios is less in a resample, which can leave the sample's own outside.
  const holds = ends !== null && value !== null && ends.lower <= value && value <= ends.upper;
  return {
    value,
    interval: holds
      ? { level: bootstrap.level, lower: ends.lower, upper: ends.upper, method: 'percentile-bootstrap' }
      : null,
    n: rowsOf(sumOf(confusions)),
    comparisons: null,
    undefinedFor: [...undefinedFor],
  };
}

const rowsOf = ({ tp, fp, tn, fn }: Confusion): number => tp + fp + tn + fn;

/** All rows together. */
export function allRows(groups: readonly Pick<JudgedGroup, 'confusion'>[]): CountedGroup {
  return countedGroup('all rows', sumOf(groups.map(({ confusion }) => confusion)));
}
