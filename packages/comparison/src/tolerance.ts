import type { Tolerance } from '@modelfolio/schemas';

/** Nothing said: a metric may not be worse at all. */
export const noTolerance: Tolerance = { absolute: 0, relative: 0 };

/**
 * Whether two numbers are near enough: `|after − before| ≤ absolute + relative × |before|`, as `numpy.isclose(after,
 * before, rtol=relative, atol=absolute, equal_nan=True)`.
 */
export function isClose(before: number, after: number, { absolute, relative }: Tolerance): boolean {
  if (Object.is(before, after) || before === after) return true;
  if (!Number.isFinite(before) || !Number.isFinite(after)) return false;
  return Math.abs(after - before) <= absolute + relative * Math.abs(before);
}

/** Tolerances by a metric's name; `default` is for the others. */
export type Tolerances = Readonly<Record<string, Tolerance>>;

/** What is said for a metric; `null` where nothing is. */
export function toleranceOf(name: string, tolerances: Tolerances): Tolerance | null {
  if (Object.hasOwn(tolerances, name)) return tolerances[name] ?? null;
  return (Object.hasOwn(tolerances, 'default') && tolerances['default']) || null;
}
