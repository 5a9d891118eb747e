/**
 * Distance of each number to the k-th nearest of the others.
 *
 * @param k less than the count
 */
export function neighbourDistances(values: Float64Array, k: number): Float64Array {
  const order = orderOf(values);
  const sorted = Float64Array.from(order, (at) => values[at] as number);
  const distances = new Float64Array(values.length);
  for (let at = 0; at < sorted.length; at++) {
    const own = sorted[at] as number;
    let [left, right] = [at - 1, at + 1];
    let distance = 0;
    for (let found = 0; found < k; found++) {
      const below = left < 0 ? Infinity : own - (sorted[left] as number);
      const above = right >= sorted.length ? Infinity : (sorted[right] as number) - own;
      if (below <= above) left--;
      else right++;
      // The difference of -0 and 0 has a sign, a distance has none.
      distance = Math.abs(Math.min(below, above));
    }
    distances[order[at] as number] = distance;
  }
  return distances;
}

/**
 * As {@link neighbourDistances}, by `x² - 2xy + y²`, as scikit-learn reckons where the neighbours asked for are about as many
 * as there are values: near each other, little is left of the difference, and its results depend on that.
 */
export function expandedDistances(values: Float64Array, k: number): Float64Array {
  return values.map((own, at) => {
    const squares = values.map((other) => own * own + -2 * (own * other) + other * other);
    const others = Float64Array.from([...squares.subarray(0, at), ...squares.subarray(at + 1)]).sort();
    return Math.sqrt(Math.max(others[k - 1] as number, 0));
  });
}

/** How many of the numbers, itself among them, are no farther from each than a radius of its own. */
export function countWithin(values: Float64Array, radius: Float64Array): Int32Array {
  const sorted = values.toSorted();
  return Int32Array.from(values, (own, at) => {
    const reach = radius[at] as number;
    // By the distances as they are rounded: they rise on both sides.
    const first = firstWhere(sorted, (other) => other >= own || own - other <= reach);
    const end = firstWhere(sorted, (other) => other > own && other - own > reach);
    return end - first;
  });
}

/** Place of the first sorted value of which something is true that stays true. */
function firstWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const orderOf = (values: Float64Array): Uint32Array =>
  Uint32Array.from(values, (_, at) => at).sort((a, b) => (values[a] as number) - (values[b] as number));

/** The next number towards zero. */
export function towardsZero(value: number): number {
  if (value === 0) return 0;
  bits[0] = value;
  whole[0] = (whole[0] as bigint) - 1n;
  return bits[0];
}
const bits = new Float64Array(1);
const whole = new BigInt64Array(bits.buffer);
