import type { ContinuousDistribution } from './distribution.ts';
import { gammaDistribution } from './gamma-distribution.ts';
import { positive } from './positive.ts';

/**
 * The χ² distribution: of the sum of squares of standard normal values.
 *
 * @param freedom degrees of freedom, any number above 0
 * @throws RangeError for what is no such number
 * @example
 *   chiSquaredDistribution(3).survival(7.8);
 */
export function chiSquaredDistribution(freedom: number): ContinuousDistribution {
  return gammaDistribution(positive('degrees of freedom', freedom) / 2, 2);
}
