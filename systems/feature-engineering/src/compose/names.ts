import { FeaturesError } from '../features-error.ts';

/** @throws FeaturesError `usage` when two of a composition have one name */
export function refuseTwins(parts: readonly { name: string }[], what: string): void {
  const names = new Set<string>();
  for (const { name } of parts) {
    if (names.has(name))
      throw new FeaturesError('usage', `two of the ${what}s are named ${JSON.stringify(name)}`);
    names.add(name);
  }
}
