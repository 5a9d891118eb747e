/** So many successes of so many trials. */
export interface Share {
  successes: number;
  trials: number;
}

/**
 * The share itself.
 *
 * @throws RangeError for no trials, or successes that are no part of them
 */
export function requireShare({ successes, trials }: Share): number {
  if (!(trials > 0)) throw new RangeError('a share of nothing does not exist: give at least one trial');
  if (!(successes >= 0 && successes <= trials))
    throw new RangeError(`${successes} successes of ${trials} trials are no share: give from 0 to ${trials}`);
  return successes / trials;
}
