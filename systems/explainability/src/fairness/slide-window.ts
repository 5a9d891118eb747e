import { rounding } from './threshold-choice.ts';

/** Thresholds of a group by the rate that they give: ascending, on equal rates from the highest threshold down. */
export interface RateCurve {
  /** Place of each step in the group's sweep. */
  readonly places: Uint32Array;
  readonly rates: Float64Array;
}

/** The steps that a window may still take, the cheapest at the front. */
interface Queue {
  readonly rates: Float64Array;
  readonly costs: Float64Array;
  readonly steps: Uint32Array;
  front: number;
  back: number;
  next: number;
}

/**
 * Slides a window of rates over all curves: at each attainable rate as its lower end, the cheapest step of every curve
 * within. Any choice whose rates differ by at most the tolerance lies in the window that starts at its lowest rate, so no
 * choice is missed. Minima of a sliding window by a deque: O(n) for a curve (the idea of fairlearn's
 * `postprocessing/_relaxed_constraints.py`, here over exact rates in place of a grid).
 *
 * @param costs of each step of each curve
 * @param starts attainable rates of all curves, ascending
 * @param visit told the lower end and the step of each curve, of every window in which all curves have one; the steps are
 * written over afterwards
 */
export function slideWindow(
  curves: readonly RateCurve[],
  costs: readonly Float64Array[],
  starts: Float64Array,
  tolerance: number,
  visit: (start: number, steps: Uint32Array) => void,
): void {
  const queues = curves.map(({ rates }, at): Queue => ({
    rates,
    costs: costs[at] as Float64Array,
    steps: new Uint32Array(rates.length),
    front: 0,
    back: 0,
    next: 0,
  }));
  const steps = new Uint32Array(curves.length);
  for (const start of starts) {
    let complete = true;
    for (let at = 0; at < queues.length; at++) {
      const queue = queues[at] as Queue;
      move(queue, start, tolerance + rounding);
      if (queue.front === queue.back) complete = false;
      else steps[at] = queue.steps[queue.front] as number;
    }
    if (complete) visit(start, steps);
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

/** Takes in what the window reaches and drops what it leaves; on equal cost the lowest rate stays in front. */
function move(queue: Queue, start: number, width: number): void {
  const { rates, costs, steps } = queue;
  while (queue.next < rates.length && (rates[queue.next] as number) - start <= width) {
    const cost = costs[queue.next] as number;
    while (queue.back > queue.front && cost < (costs[steps[queue.back - 1] as number] as number))
      queue.back--;
    steps[queue.back++] = queue.next++;
  }
  while (queue.front < queue.back && (rates[steps[queue.front] as number] as number) < start) queue.front++;
}
