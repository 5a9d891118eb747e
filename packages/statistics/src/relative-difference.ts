/**
 * Largest difference between two arrays as a share of the largest magnitude in the second.
 *
 * @returns 0 for equal arrays; Infinity where the lengths differ, or a number is not finite
 */
export function relativeDifference(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (values.length !== expected.length) return Infinity;
  let [difference, largest] = [0, 0];
  for (let at = 0; at < expected.length; at++) {
    const [value, wanted] = [values[at] as number, expected[at] as number];
    if (!Number.isFinite(value) || !Number.isFinite(wanted)) return Infinity;
    difference = Math.max(difference, Math.abs(value - wanted));
    largest = Math.max(largest, Math.abs(wanted));
  }
  return difference === 0 ? 0 : difference / largest;
}
