/** What is known of the values of a column that are numbers. */
export interface Moments {
  count: number;
  /** NaN where there are no numbers. */
  mean: number;
  /** Divided by the count. */
  variance: number;
}

/** Count, mean and variance (divided by the count) of the values that are numbers; NaN where there are none. */
export function moments(values: Float64Array): Moments {
  const running = new RunningMoments();
  running.add(values);
  return running.moments();
}

/** So many values are taken at once; they stay in the processor's first cache for the second pass. */
const blockLength = 2048;

/**
 * Moments of values that come a batch at a time: however they are cut, the same to the last bit, since they are taken
 * in blocks that are counted from the first value. In each block the two-pass algorithm with the correction of Chan, Golub and
 * LeVeque 1983; blocks are joined by their formula for two samples, as distances from the mean of the first block, so
 * that a column far from zero loses nothing.
 */
export class RunningMoments {
  readonly #waiting = new Float64Array(blockLength);
  #held = 0;
  #count = 0;
  #sum = 0;
  /** What rounding took from the sum. */
  #lost = 0;
  /** Mean of the first block, that distances are from. */
  #origin = Number.NaN;
  /** Mean of the distances. */
  #distance = 0;
  /** Sum of the squared distances from their mean. */
  #squares = 0;

  add(values: Float64Array): void {
    let from = 0;
    const { length } = values;
    if (this.#held > 0) {
      from = Math.min(length, blockLength - this.#held);
      this.#waiting.set(values.subarray(0, from), this.#held);
      this.#held += from;
      if (this.#held < blockLength) return;
      this.#addBlock(this.#waiting, 0, blockLength);
      this.#held = 0;
    }
    for (; from + blockLength <= length; from += blockLength)
      this.#addBlock(values, from, from + blockLength);
    this.#waiting.set(values.subarray(from), 0);
    this.#held = length - from;
  }

  /** Of all values up to now. No more can be added after. */
  moments(): Moments {
    this.#addBlock(this.#waiting, 0, this.#held);
    this.#held = 0;
    const count = this.#count;
    if (count === 0) return { count, mean: Number.NaN, variance: Number.NaN };
    return { count, mean: (this.#sum + this.#lost) / count, variance: this.#squares / count };
  }

  #addBlock(values: Float64Array, from: number, to: number): void {
    const [count, sum, lost] = blockSum(values, from, to);
    if (count === 0) return;
    const mean = (sum + lost) / count;
    const [drift, square] = blockSquares(values, from, to, mean);
    const squares = square - (drift * drift) / count;
    if (this.#count === 0) this.#origin = mean;
    const step = mean - this.#origin + drift / count - this.#distance;
    const all = this.#count + count;
    this.#squares += squares + step * step * ((this.#count * count) / all);
    this.#distance += step * (count / all);
    this.#count = all;
    // Neumaier's compensation, as in the blocks.
    const next = this.#sum + sum;
    this.#lost +=
      lost + (Math.abs(this.#sum) >= Math.abs(sum) ? this.#sum - next + sum : sum - next + this.#sum);
    this.#sum = next;
  }
}

/** Number of numbers, their sum, and what rounding took from it: Knuth's exact sum of two, which needs no comparison. */
function blockSum(values: Float64Array, from: number, to: number): [number, number, number] {
  // Not in one statement: numbers taken out of an array are boxed, each time that they change.
  let count = 0;
  let sum = 0;
  let lost = 0;
  for (let at = from; at < to; at++) {
    const value = values[at] as number;
    if (value !== value) continue;
    count++;
    const next = sum + value;
    const taken = next - sum;
    lost += sum - (next - taken) + (value - taken);
    sum = next;
  }
  return [count, sum, lost];
}

/** Sums of the distances from a number, and of their squares. */
function blockSquares(values: Float64Array, from: number, to: number, mean: number): [number, number] {
  let drift = 0;
  let square = 0;
  for (let at = from; at < to; at++) {
    const distance = (values[at] as number) - mean;
    if (distance !== distance) continue;
    drift += distance;
    square += distance * distance;
  }
  return [drift, square];
}

/** Whether a variance is no more than rounding makes of equal values: scikit-learn's `_is_constant_feature`. */
export function isConstant({
  count,
  mean,
  variance,
}: {
  count: number;
  mean: number;
  variance: number;
}): boolean {
  const bound = count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
  return variance <= bound;
}
