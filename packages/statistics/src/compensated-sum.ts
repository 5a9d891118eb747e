/** Sum with Neumaier's compensation: its error does not grow with the number of values. */
export function compensatedSum(
  values: Float64Array,
  of: (value: number) => number = (value) => value,
): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const term = of(value);
    if (Number.isNaN(term)) continue;
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}
