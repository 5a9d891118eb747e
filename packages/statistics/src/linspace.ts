/** So many numbers from one to another, as numpy's `linspace`. */
export function linspace(from: number, to: number, count: number): Float64Array {
  if (count === 1) return Float64Array.of(from);
  const step = (to - from) / (count - 1);
  const values = Float64Array.from({ length: count }, (_, at) => from + at * step);
  values[count - 1] = to;
  return values;
}
