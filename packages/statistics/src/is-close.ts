/** How far apart two numbers may be: by at most `absolute + relative × |expected|`. */
export interface Nearness {
  readonly absolute: number;
  readonly relative: number;
}

/**
 * Whether a number is near enough to an expected one: `|found − expected| ≤ absolute + relative × |expected|`, as
 * `numpy.isclose(found, expected, rtol=relative, atol=absolute, equal_nan=True)`. What is not finite is near nothing but
 * itself.
 */
export function isClose(expected: number, found: number, { absolute, relative }: Nearness): boolean {
  if (Object.is(expected, found) || expected === found) return true;
  if (!Number.isFinite(expected) || !Number.isFinite(found)) return false;
  return Math.abs(found - expected) <= absolute + relative * Math.abs(expected);
}

/** Whether a number is within a share of an expected one, and within the share itself of one below 1. */
export const isWithin = (expected: number, found: number, share: number): boolean =>
  isClose(expected, found, { absolute: share * Math.max(1, Math.abs(expected)), relative: 0 });
