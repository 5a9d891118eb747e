import type { Tolerance } from '@modelfolio/schemas';

/** Nothing said: a metric may not be worse at all. */
export const noTolerance: Tolerance = { absolute: 0, relative: 0 };

/** Tolerances by a metric's name; `default` is for the others. */
export type Tolerances = Readonly<Record<string, Tolerance>>;

/** What is said for a metric; `null` where nothing is. */
export function toleranceOf(name: string, tolerances: Tolerances): Tolerance | null {
  if (Object.hasOwn(tolerances, name)) return tolerances[name] ?? null;
  return (Object.hasOwn(tolerances, 'default') && tolerances['default']) || null;
}
