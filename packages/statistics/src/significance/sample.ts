/**
 * A sample that ranks can be given to.
 *
 * @throws RangeError for none, or one with values that are no number
 */
export function requireSample(values: ArrayLike<number>, name: string): Float64Array {
  if (values.length === 0) throw new RangeError(`${name} is empty: give at least one value`);
  const sample = Float64Array.from(values);
  const at = sample.findIndex(Number.isNaN);
  if (at >= 0) throw new RangeError(`value ${at + 1} of ${name} is NaN: leave out what is unknown`);
  return sample;
}
