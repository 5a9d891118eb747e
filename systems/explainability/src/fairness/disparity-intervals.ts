import { newcombeInterval } from '@modelfolio/statistics/newcombe-interval';
import { comparedRates, type FairnessMetricName } from './fairness-metrics.ts';
import type { Confusion } from './group-counts.ts';
import { rateShare, type RateName } from './rates.ts';

/** Metrics that are the largest difference of a rate between two groups. */
export const differenceNames = [
  'demographicParityDifference',
  'equalOpportunityDifference',
  'equalizedOddsDifference',
  'predictiveParityDifference',
] as const satisfies readonly FairnessMetricName[];
export type DifferenceName = (typeof differenceNames)[number];

/** How far a largest difference would vary, and what it is made of. */
export interface DisparityInterval {
  readonly lower: number;
  readonly upper: number;
  /** Rows that enter: those that the rates are shares of. */
  readonly n: number;
  /** Differences compared: pairs of groups, for each rate. The interval holds for all of them at once. */
  readonly comparisons: number;
}

/**
 * Interval of the largest difference of rates between groups. Every pair has the interval of Newcombe for the difference of
 * two shares, at a level that makes all of them true together (Bonferroni): then the largest true difference is at least the
 * largest of their lower ends and at most the largest of their upper ends. Of two groups and one rate it is Newcombe's
 * interval itself, without the part below 0. The largest difference of the sample always lies in it: it does not in a
 * bootstrap interval, since resampling makes the largest of several differences larger.
 *
 * @returns `null` where fewer than two groups have the rates
 */
export function disparityInterval(
  confusions: readonly Confusion[],
  rates: readonly RateName[],
  level = 0.95,
): DisparityInterval | null {
  const shares = rates.map((rate) =>
    confusions.map((counts) => rateShare(counts, rate)).filter(({ trials }) => trials > 0),
  );
  const pairs = shares.flatMap((own) =>
    own.flatMap((one, at) => own.slice(at + 1).map((other) => [one, other] as const)),
  );
  if (pairs.length === 0 || shares.some((own) => own.length < 2)) return null;
  let [lower, upper] = [0, 0];
  for (const [one, other] of pairs) {
    const ends = newcombeInterval(one, other, 1 - (1 - level) / pairs.length);
    // Either of the two may be the greater one.
    lower = Math.max(lower, ends.lower, -ends.upper);
    upper = Math.max(upper, ends.upper, -ends.lower);
  }
  const n = shares.flat().reduce((sum, { trials }) => sum + trials, 0);
  return { lower, upper, n, comparisons: pairs.length };
}

/** {@link disparityInterval} of each metric that is a difference. */
export function disparityIntervals(
  confusions: readonly Confusion[],
  level = 0.95,
): Record<DifferenceName, DisparityInterval | null> {
  const entries = differenceNames.map((name) => [
    name,
    disparityInterval(confusions, comparedRates[name], level),
  ]);
  return Object.fromEntries(entries) as Record<DifferenceName, DisparityInterval | null>;
}
