/** Largest difference between two arrays as a share of the largest magnitude in the second. */
export function relativeDifference(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (let index = 0; index < expected.length; index += 1) {
    const [value, wanted] = [values[index] as number, expected[index] as number];
    if (Number.isNaN(value) || Number.isNaN(wanted)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(value - wanted));
    largest = Math.max(largest, Math.abs(wanted));
  }
  return difference === 0 ? 0 : difference / largest;
}
