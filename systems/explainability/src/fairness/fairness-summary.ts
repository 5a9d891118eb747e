import {
  bootstrapIntervals,
  defaultBootstrap,
  type BootstrapOptions,
  type FairnessIntervals,
  type Interval,
} from './bootstrap-intervals.ts';
import {
  calibrationByGroup,
  type CalibrationOptions,
  type GroupCalibration,
} from './calibration-by-group.ts';
import type { ComparedWith } from './disparity.ts';
import { fairnessMetrics, type Disparity, type FairnessMetricName } from './fairness-metrics.ts';
import {
  confusionAt,
  prepareGroups,
  sumOf,
  thresholdsFor,
  type Confusion,
  type ScoredRows,
} from './group-counts.ts';
import { fewRows } from './intersectional-groups.ts';
import { ratesOf, type Rate, type RateName } from './rates.ts';
import { summariseThresholds, type ThresholdSummary } from './threshold-summary.ts';
import type { Costs } from './threshold-choice.ts';

export interface FairnessOptions {
  readonly bootstrap?: BootstrapOptions;
  readonly calibration?: CalibrationOptions;
  /** What wrong predictions cost; 1 each unless told. */
  readonly costs?: Costs;
  /** How far rates of groups may differ under a constraint; 0.05 unless told. */
  readonly tolerance?: number;
  /** Groups of fewer rows are flagged; 30 unless told. */
  readonly smallBelow?: number;
}

/** A number of a sample and how far it would vary; the interval is `null` when the number is undefined in every resample. */
export type Estimate<Value> = Value & { readonly interval: Interval | null };

export interface GroupSummary {
  readonly name: string;
  readonly n: number;
  readonly confusion: Confusion;
  readonly rates: Record<RateName, Estimate<Rate>>;
}

/** Everything about a column in plain data: it survives `JSON.stringify`. Undefined numbers are `null`. */
export interface FairnessSummary {
  readonly column: string;
  readonly groups: readonly (GroupSummary & {
    readonly small: boolean;
    /** A row is predicted positive when its score is at least this; `null` when no score is. */
    readonly threshold: number | null;
    readonly calibration: GroupCalibration;
  })[];
  readonly overall: GroupSummary;
  /** Groups of fewer rows are `small`. */
  readonly smallBelow: number;
  readonly metrics: Record<ComparedWith, Record<FairnessMetricName, Estimate<Disparity>>>;
  readonly bootstrap: Required<BootstrapOptions>;
  readonly thresholds: ThresholdSummary;
}

/**
 * Rates, metrics, intervals, calibration and the cheapest thresholds of the groups of one column.
 *
 * ```ts
 * const summary = fairnessSummary('sex', { scores, actual, groups, groupNames: ['Female', 'Male'] }, 0.5);
 * summary.metrics.between_groups.demographicParityDifference; // { value: 0.17, undefinedFor: [], interval: … }
 * ```
 *
 * @param thresholds one for all groups, or one for each
 * @throws ExplainabilityError `not-finite` for a score or threshold that is no number, `input` for whatever does not fit
 */
export function fairnessSummary(
  column: string,
  rows: ScoredRows,
  thresholds: number | ArrayLike<number>,
  options: FairnessOptions = {},
): FairnessSummary {
  const { costs = { falsePositive: 1, falseNegative: 1 }, tolerance = 0.05, smallBelow = fewRows } = options;
  const counts = prepareGroups(rows);
  const names = rows.groupNames;
  const confusions = confusionAt(counts, thresholds);
  const used = thresholdsFor(names.length, thresholds);
  const bootstrap = { ...defaultBootstrap, ...options.bootstrap };
  const intervals = bootstrapIntervals(confusions, bootstrap);
  const calibration = calibrationByGroup(rows, options.calibration);
  const groups = names.map((name, at) => ({
    ...groupSummary(name, confusions[at] as Confusion, intervals.groups[at] as FairnessIntervals['overall']),
    small: (counts.groups[at]?.n ?? 0) < smallBelow,
    threshold: finiteOrNull(used[at] as number),
    calibration: calibration[at] as GroupCalibration,
  }));
  const metrics = (method: ComparedWith): Record<FairnessMetricName, Estimate<Disparity>> =>
    withIntervals(fairnessMetrics(confusions, names, method), intervals.metrics[method]);
  return {
    column,
    groups,
    overall: groupSummary(counts.overall.name, sumOf(confusions), intervals.overall),
    smallBelow,
    metrics: { between_groups: metrics('between_groups'), to_overall: metrics('to_overall') },
    bootstrap,
    thresholds: summariseThresholds(counts, costs, tolerance),
  };
}

function groupSummary(
  name: string,
  confusion: Confusion,
  intervals: FairnessIntervals['overall'],
): GroupSummary {
  const { tp, fp, tn, fn } = confusion;
  return { name, n: tp + fp + tn + fn, confusion, rates: withIntervals(ratesOf(confusion), intervals) };
}

function withIntervals<Name extends string, Value extends object>(
  values: Record<Name, Value>,
  intervals: Record<Name, Interval | null>,
): Record<Name, Estimate<Value>> {
  const entries = (Object.keys(values) as Name[]).map((name) => [
    name,
    { ...values[name], interval: intervals[name] },
  ]);
  return Object.fromEntries(entries) as Record<Name, Estimate<Value>>;
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
