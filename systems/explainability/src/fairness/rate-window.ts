import { rounding } from './threshold-choice.ts';

/** Thresholds of a group by the rate that they give: ascending, places of equal rate from the highest threshold down. */
export interface RateCurve {
  /** Place in the group's sweep. */
  readonly places: Uint32Array;
  readonly rates: Float64Array;
}

/** The cheapest place of every group with rates from `start` to `start + tolerance`. */
export interface Window {
  readonly start: number;
  /** A place for each curve; read it before the next window is asked for. */
  readonly places: Uint32Array;
}

/**
 * Slides a window of rates over all curves: at each attainable rate as its lower end, the cheapest place of every curve
 * within. Any choice whose rates differ by at most the tolerance lies in the window that starts at its lowest rate, so no
 * choice is missed. Minima of a sliding window by a deque: O(n) for a curve (the idea of fairlearn's
 * `postprocessing/_relaxed_constraints.py`, here over exact rates in place of a grid).
 *
 * @param costs of each place of each curve's group
 * @param starts attainable rates of all curves, ascending
 */
export function* rateWindows(
  curves: readonly RateCurve[],
  costs: readonly Float64Array[],
  starts: Float64Array,
  tolerance: number,
): Generator<Window> {
  const queues = curves.map((curve, at) => slidingMinimum(curve, costs[at] as Float64Array));
  const places = new Uint32Array(curves.length);
  for (const start of starts) {
    let complete = true;
    for (const [at, queue] of queues.entries()) {
      const place = queue(start, tolerance + rounding);
      if (place < 0) complete = false;
      else places[at] = place;
    }
    if (complete) yield { start, places };
  }
}

/** All distinct rates of the curves, ascending. */
export function attainableRates(curves: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(curves.reduce((sum, rates) => sum + rates.length, 0));
  let at = 0;
  for (const rates of curves) {
    all.set(rates, at);
    at += rates.length;
  }
  all.sort();
  return all.filter((rate, place) => place === 0 || rate !== all[place - 1]);
}

/** The cheapest place in a window, −1 when there is none; on equal cost the lowest rate, then the highest threshold. */
function slidingMinimum(
  { places, rates }: RateCurve,
  costs: Float64Array,
): (start: number, width: number) => number {
  const queue = new Uint32Array(rates.length);
  let [front, back, next] = [0, 0, 0];
  const costAt = (at: number): number => costs[places[at] as number] as number;
  return (start, width) => {
    while (next < rates.length && (rates[next] as number) - start <= width) {
      while (back > front && costAt(next) < costAt(queue[back - 1] as number)) back--;
      queue[back++] = next++;
    }
    while (front < back && (rates[queue[front] as number] as number) < start) front++;
    return front < back ? (places[queue[front] as number] as number) : -1;
  };
}
