import { largestDifference, smallestRatio, type ComparedWith } from './disparity.ts';
import { sumOf, type Confusion } from './group-counts.ts';
import { rateValue, type RateName } from './rates.ts';

/** Metrics of fairness, in the order in which they are shown. Differences are best at 0, ratios at 1. */
export const fairnessMetricNames = [
  'demographicParityDifference',
  'demographicParityRatio',
  'equalOpportunityDifference',
  'equalOpportunityRatio',
  'equalizedOddsDifference',
  'equalizedOddsRatio',
  'meanOddsDifference',
  'meanOddsRatio',
  'predictiveParityDifference',
  'predictiveParityRatio',
] as const;

export type FairnessMetricName = (typeof fairnessMetricNames)[number];

/** A rate that is not the same in all groups, in one number. */
export interface Disparity {
  /** `null` when fewer than two groups have the rate, or it is 0 in all of them and the metric is a ratio. */
  readonly value: number | null;
  /** Names of groups that are left out: one of the rates is undefined for them. */
  readonly undefinedFor: readonly string[];
}

/** The rates that a metric compares. */
export const comparedRates: Record<FairnessMetricName, readonly RateName[]> = {
  demographicParityDifference: ['selectionRate'],
  demographicParityRatio: ['selectionRate'],
  equalOpportunityDifference: ['truePositiveRate'],
  equalOpportunityRatio: ['truePositiveRate'],
  equalizedOddsDifference: ['truePositiveRate', 'falsePositiveRate'],
  equalizedOddsRatio: ['truePositiveRate', 'falsePositiveRate'],
  meanOddsDifference: ['truePositiveRate', 'falsePositiveRate'],
  meanOddsRatio: ['truePositiveRate', 'falsePositiveRate'],
  predictiveParityDifference: ['positivePredictiveValue'],
  predictiveParityRatio: ['positivePredictiveValue'],
};

/**
 * All metrics as numbers, NaN where undefined, in the order of {@link fairnessMetricNames}. fairlearn 0.15,
 * `metrics/_fairness_metrics.py`: equalized odds is the worst of the true and the false positive rates, or their mean
 * (`agg="mean"`, here `meanOdds`); predictive parity is the same of the positive predictive value. It differs where
 * fairlearn takes the true positive rate of a group without positives for 0: such a group is left out here.
 */
export function metricValues(confusions: readonly Confusion[], method: ComparedWith): Float64Array {
  const overall = sumOf(confusions);
  const compared = (name: RateName): [difference: number, ratio: number] => {
    const rates = confusions.map((counts) => rateValue(counts, name));
    const all = rateValue(overall, name);
    return [largestDifference(rates, all, method), smallestRatio(rates, all, method)];
  };
  const selection = compared('selectionRate');
  const [tprDifference, tprRatio] = compared('truePositiveRate');
  const [fprDifference, fprRatio] = compared('falsePositiveRate');
  const precision = compared('positivePredictiveValue');
  return Float64Array.of(
    ...selection,
    tprDifference,
    tprRatio,
    Math.max(tprDifference, fprDifference),
    Math.min(tprRatio, fprRatio),
    (tprDifference + fprDifference) / 2,
    (tprRatio + fprRatio) / 2,
    ...precision,
  );
}

/**
 * All metrics of fairness at fixed thresholds.
 *
 * @param confusions a confusion matrix for each group, as `confusionAt` gives them
 */
export function fairnessMetrics(
  confusions: readonly Confusion[],
  names: readonly string[],
  method: ComparedWith,
): Record<FairnessMetricName, Disparity> {
  const values = metricValues(confusions, method);
  const entries = fairnessMetricNames.map((metric, at): [FairnessMetricName, Disparity] => {
    const rates = comparedRates[metric];
    const lacks = (counts: Confusion): boolean => rates.some((rate) => Number.isNaN(rateValue(counts, rate)));
    const undefinedFor = names.filter((_, group) => lacks(confusions[group] as Confusion));
    const value = values[at] as number;
    return [metric, { value: Number.isNaN(value) ? null : value, undefinedFor }];
  });
  return Object.fromEntries(entries) as Record<FairnessMetricName, Disparity>;
}
