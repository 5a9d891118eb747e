/** Least and greatest of the values that are numbers; NaN where there are none. */
export function extent(values: Float64Array): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min > max ? { min: Number.NaN, max: Number.NaN } : { min, max };
}

/** Least and greatest of two parts of a column together. */
export const extentOfBoth = (
  one: { min: number; max: number },
  other: { min: number; max: number },
): { min: number; max: number } => extent(Float64Array.of(one.min, one.max, other.min, other.max));
