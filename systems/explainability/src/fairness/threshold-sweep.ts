import { confusionAt, confusionOf, sumOf, type Confusion, type GroupCounts } from './group-counts.ts';
import { largestDifference } from './disparity.ts';
import { bothRates, oneRate, type PlaceSearch } from './place-search.ts';
import { rateValue } from './rates.ts';
import {
  checkCosts,
  checkTolerance,
  constrainedRates,
  costOf,
  costsOf,
  errorsOf,
  leastPlace,
  thresholdAt,
  undefinedRates,
  type ConstrainedChoice,
  type Constraint,
  type Costs,
  type ThresholdChoice,
  type UndefinedRate,
} from './threshold-choice.ts';

/** Thresholds by group under a constraint, prepared once of the counts: any costs and tolerances may follow. */
export interface ThresholdSweep {
  readonly constraint: Constraint;
  /** Groups whose threshold a rate of the constraint does not bind. */
  readonly undefinedFor: readonly UndefinedRate[];
  /**
   * The cheapest thresholds whose rates differ between groups by at most the tolerance: exact over all thresholds of all
   * groups, and the same in any order of the groups. On equal cost the choice with the smaller violation, for equalized
   * odds the first that the search meets; within it lower rates, then higher thresholds.
   *
   * @returns `null` when no thresholds keep to the constraint, which happens with predictive parity alone: the others are
   * kept when nobody is predicted positive
   * @throws ExplainabilityError `input` for costs or a tolerance out of range
   */
  cheapest(costs: Costs, tolerance: number): ConstrainedChoice | null;
}

/** A point of the trade between cost and fairness. */
export interface CostPoint {
  readonly tolerance: number;
  /** The least cost within the tolerance; `null` when nothing keeps to it. */
  readonly cost: number | null;
  readonly violation: number | null;
}

/**
 * Prepares the search of thresholds by group under a constraint.
 *
 * Deterministic thresholds in place of fairlearn's `ThresholdOptimizer` (Hardt, Price and Srebro 2016), which draws between
 * two thresholds at random: two people with the same score and group are treated alike. Its objective is therefore a bound
 * that is reached or missed, never passed. Under predictive parity every group that has rows must have somebody predicted
 * positive: otherwise its rate is undefined, and refusing a whole group would count as fair to it.
 */
export function thresholdSweep(counts: GroupCounts, constraint: Constraint): ThresholdSweep {
  const [rate] = constrainedRates[constraint];
  const search: PlaceSearch =
    constraint === 'equalizedOdds' || rate === undefined ? bothRates(counts) : oneRate(counts, rate);
  return {
    constraint,
    undefinedFor: undefinedRates(counts, constraint),
    cheapest(costs, tolerance) {
      checkCosts(costs);
      checkTolerance(tolerance);
      const places = search(costs, tolerance);
      return (
        places && { ...choiceOf(counts, places, costs), violation: violationOf(counts, places, constraint) }
      );
    },
  };
}

/**
 * The one threshold for all groups that costs least, over all distinct scores; on equal cost the highest.
 *
 * @throws ExplainabilityError `input` for costs out of range
 */
export function cheapestThreshold(counts: GroupCounts, costs: Costs): ThresholdChoice {
  checkCosts(costs);
  const { overall } = counts;
  const threshold = thresholdAt(overall, leastPlace(costsOf(errorsOf(overall), costs)));
  const confusions = confusionAt(counts, threshold);
  const thresholds = new Float64Array(counts.groups.length).fill(threshold);
  return { thresholds, confusions, cost: totalCost(confusions, costs) };
}

/**
 * The threshold of each group that costs least, without a constraint; on equal cost the highest.
 *
 * @throws ExplainabilityError `input` for costs out of range
 */
export function cheapestPerGroup(counts: GroupCounts, costs: Costs): ThresholdChoice {
  checkCosts(costs);
  return choiceOf(counts, cheapestPlaces(counts, costs), costs);
}

/**
 * The least cost for each tolerance: what fairness costs. Exact at every point.
 *
 * @param tolerances 21 from 0 to the violation of the cheapest thresholds without a constraint, unless told
 */
export function costByTolerance(
  counts: GroupCounts,
  sweep: ThresholdSweep,
  costs: Costs,
  tolerances?: readonly number[],
): CostPoint[] {
  checkCosts(costs);
  const free = violationOf(counts, cheapestPlaces(counts, costs), sweep.constraint);
  const asked = tolerances ?? Array.from({ length: 21 }, (_, step) => (free * step) / 20);
  return asked.map((tolerance) => {
    const choice = sweep.cheapest(costs, tolerance);
    return { tolerance, cost: choice?.cost ?? null, violation: choice?.violation ?? null };
  });
}

function cheapestPlaces(counts: GroupCounts, costs: Costs): Uint32Array {
  return Uint32Array.from(counts.groups, (group) => leastPlace(costsOf(errorsOf(group), costs)));
}

function choiceOf({ groups }: GroupCounts, places: Uint32Array, costs: Costs): ThresholdChoice {
  const confusions = groups.map((group, at) => confusionOf(group, places[at] as number));
  const thresholds = Float64Array.from(groups, (group, at) => thresholdAt(group, places[at] as number));
  return { thresholds, confusions, cost: totalCost(confusions, costs) };
}

function totalCost(confusions: readonly Confusion[], costs: Costs): number {
  const { fp, fn } = sumOf(confusions);
  return costOf(costs, fp, fn);
}

/** The largest difference between groups of a rate of the constraint; 0 where nothing can be compared. */
function violationOf({ groups }: GroupCounts, places: Uint32Array, constraint: Constraint): number {
  const confusions = groups.map((group, at) => confusionOf(group, places[at] as number));
  const differences = constrainedRates[constraint].map((rate) =>
    largestDifference(
      confusions.map((counts) => rateValue(counts, rate)),
      Number.NaN,
      'between_groups',
    ),
  );
  return Math.max(0, ...differences.filter((difference) => !Number.isNaN(difference)));
}
