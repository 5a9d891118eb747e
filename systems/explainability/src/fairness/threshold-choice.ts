import { ExplainabilityError } from '../explainability-error.ts';
import type { Confusion, GroupCounts, ScoreCounts } from './group-counts.ts';
import type { RateName } from './rates.ts';

/** What one wrong prediction costs, in any unit; only their ratio matters to the thresholds. */
export interface Costs {
  readonly falsePositive: number;
  readonly falseNegative: number;
}

/** What has to be the same in all groups. */
export type Constraint = 'demographicParity' | 'equalOpportunity' | 'equalizedOdds' | 'predictiveParity';

/** The rates that a constraint bounds: each may differ between groups by at most the tolerance. */
export const constrainedRates: Record<Constraint, readonly RateName[]> = {
  demographicParity: ['selectionRate'],
  equalOpportunity: ['truePositiveRate'],
  equalizedOdds: ['falsePositiveRate', 'truePositiveRate'],
  predictiveParity: ['positivePredictiveValue'],
};

/** Thresholds and what they cost. */
export interface ThresholdChoice {
  /** For each group: one of its scores, the least that is predicted positive; `Infinity` when nobody is. */
  readonly thresholds: Float64Array;
  /** For each group. */
  readonly confusions: readonly Confusion[];
  /** `falsePositive · FP + falseNegative · FN` of all groups. */
  readonly cost: number;
}

/** Thresholds that keep to a constraint. */
export interface ConstrainedChoice extends ThresholdChoice {
  /** The largest difference between groups of a rate that the constraint bounds. */
  readonly violation: number;
}

/** A group that a constraint says nothing of, since a rate is undefined for it at every threshold. */
export interface UndefinedRate {
  readonly group: string;
  readonly rate: RateName;
}

/**
 * Differences of shares carry rounding errors of about 1e-16. Two shares that are not the same differ by at least
 * 1 / (n₁ n₂), which is more than this for groups of up to a million rows.
 */
export const rounding = 1e-12;

/** The cost of so many wrong predictions. */
export function costOf({ falsePositive, falseNegative }: Costs, fp: number, fn: number): number {
  return falsePositive * fp + falseNegative * fn;
}

/** Wrong predictions at each place of a group's sweep: place p predicts the p lowest distinct scores negative. */
export interface Errors {
  readonly fp: Uint32Array;
  readonly fn: Uint32Array;
}

export function errorsOf({ n, positives, rowsBelow, positivesBelow }: ScoreCounts): Errors {
  const fp = rowsBelow.map((below, place) => n - positives - (below - (positivesBelow[place] as number)));
  return { fp, fn: positivesBelow };
}

/** Cost of each place. */
export function costsOf({ fp, fn }: Errors, costs: Costs): Float64Array {
  const all = new Float64Array(fp.length);
  for (let place = 0; place < all.length; place++)
    all[place] = costOf(costs, fp[place] as number, fn[place] as number);
  return all;
}

/** The place of the least cost; on equal cost the highest threshold. */
export function leastPlace(costs: Float64Array): number {
  let least = 0;
  for (let place = 1; place < costs.length; place++)
    if ((costs[place] as number) <= (costs[least] as number)) least = place;
  return least;
}

/** The threshold of a place: the lowest score that is predicted positive. */
export function thresholdAt({ scores }: ScoreCounts, place: number): number {
  return scores[place] ?? Infinity;
}

/** @throws ExplainabilityError `input` for costs that are negative, not finite, or both 0 */
export function checkCosts({ falsePositive, falseNegative }: Costs): void {
  const fits = (cost: number): boolean => Number.isFinite(cost) && cost >= 0;
  if (!fits(falsePositive) || !fits(falseNegative) || falsePositive + falseNegative === 0)
    throw new ExplainabilityError(
      'input',
      `costs ${falsePositive} and ${falseNegative}: give two numbers from 0, of which one is above 0`,
    );
}

/** @throws ExplainabilityError `input` for a tolerance below 0 or no number */
export function checkTolerance(tolerance: number): void {
  if (!(tolerance >= 0))
    throw new ExplainabilityError(
      'input',
      `tolerance ${tolerance}: give the difference that is allowed, from 0`,
    );
}

/** Groups for which a rate of the constraint is undefined at every threshold. */
export function undefinedRates(counts: GroupCounts, constraint: Constraint): UndefinedRate[] {
  return constrainedRates[constraint].flatMap((rate) =>
    counts.groups.filter((group) => !hasRate(group, rate)).map(({ name }) => ({ group: name, rate })),
  );
}

/** Whether some threshold gives the group the rate. */
export function hasRate({ n, positives }: ScoreCounts, rate: RateName): boolean {
  if (rate === 'truePositiveRate' || rate === 'falseNegativeRate') return positives > 0;
  if (rate === 'falsePositiveRate' || rate === 'trueNegativeRate') return n > positives;
  return n > 0;
}
