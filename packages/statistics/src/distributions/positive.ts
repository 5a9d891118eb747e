/**
 * A parameter of a distribution.
 *
 * @throws RangeError for what is not a finite number above 0
 */
export function positive(name: string, value: number): number {
  if (value > 0 && value < Infinity) return value;
  throw new RangeError(`${name} must be a finite number above 0, not ${value}`);
}
