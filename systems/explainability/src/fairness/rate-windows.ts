import { confusionOf, type GroupCounts, type ScoreCounts } from './group-counts.ts';
import { attainableRates, slideWindow, type RateCurve } from './slide-window.ts';
import { rateValue, type RateName } from './rates.ts';
import {
  costOf,
  costsOf,
  errorsOf,
  hasRate,
  leastPlace,
  type Costs,
  type Errors,
} from './threshold-choice.ts';

/** The cheapest places with all rates from `start` to the tolerance above it. */
export interface RateWindow {
  readonly start: number;
  /** For each group; written over afterwards. */
  readonly places: Uint32Array;
  readonly cost: number;
  /** The largest difference of the rate. */
  readonly violation: () => number;
}

/** Visits every window of rates in which all groups have a threshold, by its lower end. */
export type RateWindows = (costs: Costs, tolerance: number, visit: (window: RateWindow) => void) => void;

/** Every common rate that is attainable, and the least cost there. */
export interface RateCosts {
  readonly rates: Float64Array;
  readonly costs: Float64Array;
}

/** Prepares the windows of a rate. Groups that never have it take their cheapest place in every window. */
export function rateWindows({ groups }: GroupCounts, rate: RateName): RateWindows {
  const errors = groups.map(errorsOf);
  const bound = groups.map((_, at) => at).filter((at) => hasRate(groups[at] as ScoreCounts, rate));
  const curves = bound.map((at) => rateCurveOf(groups[at] as ScoreCounts, rate));
  const starts = attainableRates(curves.map(({ rates }) => rates));
  return (costs, tolerance, visit) => {
    const placeCosts = errors.map((own) => costsOf(own, costs));
    const places = Uint32Array.from(placeCosts, leastPlace);
    const show = (start: number, violation: () => number): void =>
      visit({ start, places, cost: totalCost(errors, places, costs), violation });
    if (bound.length === 0) return show(0, () => 0);
    const stepCosts = curves.map((curve, at) =>
      costsOfSteps(curve, placeCosts[bound[at] as number] as Float64Array),
    );
    slideWindow(curves, stepCosts, starts, tolerance, (start, steps) => {
      for (let at = 0; at < bound.length; at++)
        places[bound[at] as number] = (curves[at] as RateCurve).places[steps[at] as number] as number;
      show(start, () => rangeOf(curves, steps));
    });
  };
}

/**
 * The least cost by the common rate: the feasible set of a constraint with one rate as a curve. The rates of all groups lie
 * from the point's rate to the tolerance above it; rates without a point are not attainable.
 */
export function costByRate(
  counts: GroupCounts,
  rate: 'selectionRate' | 'truePositiveRate' | 'positivePredictiveValue',
  costs: Costs,
  tolerance: number,
): RateCosts {
  const [rates, least]: [number[], number[]] = [[], []];
  rateWindows(counts, rate)(costs, tolerance, ({ start, cost }) => {
    rates.push(start);
    least.push(cost);
  });
  return { rates: Float64Array.from(rates), costs: Float64Array.from(least) };
}

/** Counts are added before they are weighted: the sum is the same in any order of the groups. */
function totalCost(errors: readonly Errors[], places: Uint32Array, costs: Costs): number {
  let [fp, fn] = [0, 0];
  for (let at = 0; at < errors.length; at++) {
    const own = errors[at] as Errors;
    fp += own.fp[places[at] as number] as number;
    fn += own.fn[places[at] as number] as number;
  }
  return costOf(costs, fp, fn);
}

function costsOfSteps({ places }: RateCurve, placeCosts: Float64Array): Float64Array {
  const costs = new Float64Array(places.length);
  for (let step = 0; step < costs.length; step++) costs[step] = placeCosts[places[step] as number] as number;
  return costs;
}

function rangeOf(curves: readonly RateCurve[], steps: Uint32Array): number {
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < curves.length; at++) {
    const rate = (curves[at] as RateCurve).rates[steps[at] as number] as number;
    least = Math.min(least, rate);
    most = Math.max(most, rate);
  }
  return most - least;
}

function rateCurveOf(group: ScoreCounts, rate: RateName): RateCurve {
  const rates = new Float64Array(group.rowsBelow.length);
  for (let place = 0; place < rates.length; place++)
    rates[place] = rateValue(confusionOf(group, place), rate);
  // Nobody predicted positive has no predictive value.
  const places = [...rates.keys()].filter((place) => !Number.isNaN(rates[place]));
  places.sort((one, other) => (rates[one] as number) - (rates[other] as number) || other - one);
  return {
    places: Uint32Array.from(places),
    rates: Float64Array.from(places, (place) => rates[place] as number),
  };
}
