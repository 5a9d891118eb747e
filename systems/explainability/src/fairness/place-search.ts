import type { GroupCounts, ScoreCounts } from './group-counts.ts';
import { searchOdds, type OddsCurve } from './odds-search.ts';
import { attainableRates } from './slide-window.ts';
import { rateWindows } from './rate-windows.ts';
import type { RateName } from './rates.ts';
import { errorsOf, type Costs } from './threshold-choice.ts';

/** Finds the cheapest place in the sweep of every group; `null` when none keep to the tolerance. */
export type PlaceSearch = (costs: Costs, tolerance: number) => Uint32Array | null;

/** The search under a bound of one rate. */
export function oneRate(counts: GroupCounts, rate: RateName): PlaceSearch {
  const windows = rateWindows(counts, rate);
  return (costs, tolerance) => {
    let [bestCost, bestViolation] = [Infinity, Infinity];
    let best: Uint32Array | null = null;
    windows(costs, tolerance, ({ places, cost, violation }) => {
      if (cost > bestCost || (cost === bestCost && violation() >= bestViolation)) return;
      best = places.slice();
      bestCost = cost;
      bestViolation = violation();
    });
    return best;
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

/** From the highest threshold down, so that both rates ascend. */
function oddsCurveOf(group: ScoreCounts): OddsCurve {
  const { n, positives } = group;
  const errors = errorsOf(group);
  const [fp, fn] = [errors.fp.toReversed(), errors.fn.toReversed()];
  const falsePositive = new Float64Array(n > positives ? fp.length : 0);
  const truePositive = new Float64Array(positives > 0 ? fn.length : 0);
  for (let step = 0; step < falsePositive.length; step++)
    falsePositive[step] = (fp[step] as number) / (n - positives);
  for (let step = 0; step < truePositive.length; step++)
    truePositive[step] = (positives - (fn[step] as number)) / positives;
  return { rates: [falsePositive, truePositive], fp, fn };
}
