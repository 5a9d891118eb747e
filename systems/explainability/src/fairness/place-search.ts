import { confusionOf, type GroupCounts, type ScoreCounts } from './group-counts.ts';
import { searchOdds, type OddsCurve } from './odds-search.ts';
import { attainableRates, rateWindows, type RateCurve } from './rate-window.ts';
import { rateValue, type RateName } from './rates.ts';
import { costOf, costsOfGroup, hasRate, leastPlace, type Costs } from './threshold-choice.ts';

/** Finds the cheapest place in the sweep of every group; `null` when none keep to the tolerance. */
export type PlaceSearch = (costs: Costs, tolerance: number) => Uint32Array | null;

/** Every lower end of the rate that is possible, and the least cost with all rates from it to the tolerance above it. */
export interface RateCosts {
  readonly rates: Float64Array;
  readonly costs: Float64Array;
}

/** The search under a bound of one rate. */
export function oneRate(counts: GroupCounts, rate: RateName): PlaceSearch {
  const windows = windowsOf(counts, rate);
  return (costs, tolerance) => {
    let best: { places: Uint32Array; cost: number; violation: number } | null = null;
    for (const { places, cost, violation } of windows(costs, tolerance)) {
      if (best !== null && (cost > best.cost || (cost === best.cost && violation() >= best.violation)))
        continue;
      best = { places: places.slice(), cost, violation: violation() };
    }
    return best?.places ?? null;
  };
}

/**
 * The least cost by the common rate: the feasible set of a constraint with one rate as a curve. Under the constraint the
 * rates of all groups lie from the point's rate to the tolerance above it; rates without a point are not attainable.
 */
export function costByRate(
  counts: GroupCounts,
  rate: 'selectionRate' | 'truePositiveRate' | 'positivePredictiveValue',
  costs: Costs,
  tolerance: number,
): RateCosts {
  const points = [...windowsOf(counts, rate)(costs, tolerance)].map(
    ({ start, cost }) => [start, cost] as const,
  );
  return {
    rates: Float64Array.from(points, ([start]) => start),
    costs: Float64Array.from(points, ([, cost]) => cost),
  };
}

/** The search under equalized odds. */
export function bothRates({ groups }: GroupCounts): PlaceSearch {
  const curves = groups.map(oddsCurveOf);
  const startsOf = (rate: 0 | 1): Float64Array => {
    const starts = attainableRates(curves.map(({ rates }) => rates[rate]));
    // No group has the rate: it binds nobody, from any start.
    return starts.length === 0 ? Float64Array.of(0) : starts;
  };
  const starts = [startsOf(0), startsOf(1)] as const;
  return (costs, tolerance) =>
    searchOdds(curves, costs, starts, tolerance).steps.map(
      (step, at) => (groups[at] as ScoreCounts).scores.length - step,
    );
}

/** The cheapest places of every window of the rate. Groups without the rate take their cheapest place in all of them. */
function windowsOf(
  counts: GroupCounts,
  rate: RateName,
): (
  costs: Costs,
  tolerance: number,
) => Generator<{ start: number; places: Uint32Array; cost: number; violation: () => number }> {
  const { groups } = counts;
  const bound = groups.map((_, at) => at).filter((at) => hasRate(groups[at] as ScoreCounts, rate));
  const curves = bound.map((at) => rateCurveOf(groups[at] as ScoreCounts, rate));
  const starts = attainableRates(curves.map(({ rates }) => rates));
  return function* (costs, tolerance) {
    const placeCosts = groups.map((group) => costsOfGroup(group, costs));
    const places = Uint32Array.from(placeCosts, leastPlace);
    if (bound.length === 0)
      yield { start: 0, places, cost: totalCost(groups, places, costs), violation: () => 0 };
    const own = bound.map((at) => placeCosts[at] as Float64Array);
    for (const window of rateWindows(curves, own, starts, tolerance)) {
      for (const [curve, at] of bound.entries()) places[at] = window.places[curve] as number;
      const violation = (): number => {
        const rates = bound.map((at) => rateAt(groups[at] as ScoreCounts, places[at] as number, rate));
        return Math.max(...rates) - Math.min(...rates);
      };
      yield { start: window.start, places, cost: totalCost(groups, places, costs), violation };
    }
  };
}

/** Counts are added before they are weighted: the sum is the same in any order of the groups. */
function totalCost(groups: readonly ScoreCounts[], places: Uint32Array, costs: Costs): number {
  let [fp, fn] = [0, 0];
  for (let at = 0; at < groups.length; at++) {
    const { n, positives, rowsBelow, positivesBelow } = groups[at] as ScoreCounts;
    const place = places[at] as number;
    const missed = positivesBelow[place] as number;
    fn += missed;
    fp += n - positives - ((rowsBelow[place] as number) - missed);
  }
  return costOf(costs, fp, fn);
}

function rateAt(group: ScoreCounts, place: number, rate: RateName): number {
  return rateValue(confusionOf(group, place), rate);
}

function rateCurveOf(group: ScoreCounts, rate: RateName): RateCurve {
  const rates = Float64Array.from(group.rowsBelow, (_, place) => rateAt(group, place, rate));
  // Nobody predicted positive has no predictive value.
  const places = [...rates.keys()].filter((place) => !Number.isNaN(rates[place]));
  places.sort((one, other) => (rates[one] as number) - (rates[other] as number) || other - one);
  return {
    places: Uint32Array.from(places),
    rates: Float64Array.from(places, (place) => rates[place] as number),
  };
}

/** From the highest threshold down, so that both rates ascend. */
function oddsCurveOf({ n, positives, rowsBelow, positivesBelow }: ScoreCounts): OddsCurve {
  const fn = positivesBelow.toReversed();
  const fp = rowsBelow.toReversed().map((below, step) => n - positives - (below - (fn[step] as number)));
  const falsePositive =
    n > positives ? Float64Array.from(fp, (count) => count / (n - positives)) : new Float64Array();
  const truePositive =
    positives > 0 ? Float64Array.from(fn, (count) => (positives - count) / positives) : new Float64Array();
  return { rates: [falsePositive, truePositive], fp, fn };
}
