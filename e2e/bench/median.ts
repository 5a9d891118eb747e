/**
 * Middle value; the mean of the two middle values when there is an even number of them.
 *
 * @throws Error when there are no values
 */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [below, above] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (below === undefined || above === undefined) throw new Error('the median of no values does not exist');
  return (below + above) / 2;
}
