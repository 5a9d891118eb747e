import { leastOfRange } from './least-of-range.ts';
import { SmallestFirst } from './smallest-first.ts';
import { costOf, costsOf, rounding, type Costs, type Errors } from './threshold-choice.ts';

/** A group's sweep from the highest threshold down: both rates ascend from 0 to 1. */
export interface OddsCurve extends Errors {
  /** False and true positive rate of each step; empty when the rate is undefined for the group. */
  readonly rates: readonly [falsePositive: Float64Array, truePositive: Float64Array];
}

/** Steps of all curves whose rates differ by at most the tolerance, at least cost. */
export interface OddsChoice {
  readonly steps: Uint32Array;
  readonly cost: number;
  readonly violation: number;
}

/** Where both rates may start: places among the attainable rates, first and last. */
interface Box {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly choice: OddsChoice;
}

/**
 * The cheapest step of every curve such that both rates differ by at most the tolerance: exact, by branch and bound (Land
 * and Doig 1960).
 *
 * A choice is allowed when there is a lower end for each rate such that all rates lie within the tolerance above it. A box
 * holds ranges of lower ends. Since both rates ascend, the steps of a curve that any of its ends allows lie in one range,
 * and the cheapest step of each range together cost at most as much as any allowed choice of the box. Is that choice itself
 * allowed, the box is solved; else it is halved. Boxes are taken by that bound, until it reaches the best choice found.
 *
 * @param starts attainable rates of all curves, ascending: false positive, true positive
 */
export function searchOdds(
  curves: readonly OddsCurve[],
  costs: Costs,
  starts: readonly [Float64Array, Float64Array],
  tolerance: number,
): OddsChoice {
  const choose = chooser(curves, costs, starts, tolerance + rounding);
  const boxes = new SmallestFirst<Box>();
  let best: OddsChoice | null = null;
  const consider = (from: readonly [number, number], to: readonly [number, number]): void => {
    const choice = choose(from, to);
    if (choice === null || choice.cost >= (best?.cost ?? Infinity)) return;
    if (choice.violation <= tolerance + rounding) best = choice;
    else boxes.push({ from, to, choice }, choice.cost);
  };
  consider([0, 0], [starts[0].length - 1, starts[1].length - 1]);
  for (;;) {
    const found = best as OddsChoice | null;
    const box = boxes.least < (found?.cost ?? Infinity) ? boxes.pop() : undefined;
    // Nobody or everybody positive is always allowed, so there is a choice when no box is left.
    if (box === undefined) return found as OddsChoice;
    for (const [from, to] of halves(box, starts)) consider(from, to);
  }
}

/** A box cut across the rate in which it is wider. */
function halves(
  { from, to }: Box,
  starts: readonly [Float64Array, Float64Array],
): [from: [number, number], to: [number, number]][] {
  const width = (rate: 0 | 1): number =>
    from[rate] === to[rate] ? -1 : (starts[rate][to[rate]] as number) - (starts[rate][from[rate]] as number);
  const rate = width(0) >= width(1) ? 0 : 1;
  const middle = (from[rate] + to[rate]) >>> 1;
  return rate === 0
    ? [
        [[...from], [middle, to[1]]],
        [[middle + 1, from[1]], [...to]],
      ]
    : [
        [[...from], [to[0], middle]],
        [[from[0], middle + 1], [...to]],
      ];
}

/** The cheapest steps of a box; `null` when a curve has none. */
function chooser(
  curves: readonly OddsCurve[],
  costs: Costs,
  starts: readonly [Float64Array, Float64Array],
  width: number,
): (from: readonly [number, number], to: readonly [number, number]) => OddsChoice | null {
  const least = curves.map((curve) => leastOfRange(costsOf(curve, costs)));
  const bounds = curves.map(
    ({ rates, fp }) =>
      [
        boundsOf(rates[0], starts[0], width, fp.length - 1),
        boundsOf(rates[1], starts[1], width, fp.length - 1),
      ] as const,
  );
  return (from, to) => {
    const steps = new Uint32Array(curves.length);
    let [fp, fn] = [0, 0];
    for (let at = 0; at < curves.length; at++) {
      const [one, other] = bounds[at] as (typeof bounds)[number];
      const first = Math.max(one.first[from[0]] as number, other.first[from[1]] as number);
      const last = Math.min(one.last[to[0]] as number, other.last[to[1]] as number);
      if (first > last) return null;
      const step = (least[at] as (typeof least)[number])(first, last);
      steps[at] = step;
      fp += (curves[at] as OddsCurve).fp[step] as number;
      fn += (curves[at] as OddsCurve).fn[step] as number;
    }
    const violation = Math.max(rangeOf(curves, steps, 0), rangeOf(curves, steps, 1));
    return { steps, cost: costOf(costs, fp, fn), violation };
  };
}

/** For each lower end, the first and the last step within; all steps when the rate is undefined. */
function boundsOf(
  rates: Float64Array,
  starts: Float64Array,
  width: number,
  lastStep: number,
): { first: Int32Array; last: Int32Array } {
  const first = new Int32Array(starts.length);
  const last = new Int32Array(starts.length).fill(lastStep);
  if (rates.length === 0) return { first, last };
  let [low, high] = [0, -1];
  for (let at = 0; at < starts.length; at++) {
    const start = starts[at] as number;
    while (low <= lastStep && (rates[low] as number) < start) low++;
    while (high < lastStep && (rates[high + 1] as number) - start <= width) high++;
    first[at] = low;
    last[at] = high;
  }
  return { first, last };
}

function rangeOf(curves: readonly OddsCurve[], steps: Uint32Array, rate: 0 | 1): number {
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < curves.length; at++) {
    const value = (curves[at] as OddsCurve).rates[rate][steps[at] as number];
    if (value === undefined) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most > least ? most - least : 0;
}
