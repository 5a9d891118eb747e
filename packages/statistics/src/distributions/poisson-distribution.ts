import { gammaTail, logGammaTerm } from '../special/gamma-tail.ts';
import { mirrored } from '../special/tail.ts';
import { discrete } from './discrete.ts';
import type { DiscreteDistribution } from './distribution.ts';
import { positive } from './positive.ts';

/**
 * The Poisson distribution, whose tails are those of the gamma distribution (DLMF 8.4.10).
 *
 * @throws RangeError for a mean that is not above 0
 */
export function poissonDistribution(mean: number): DiscreteDistribution {
  positive('the mean', mean);
  return discrete({
    most: Infinity,
    logMass: (count) => (count === 0 ? -mean : logGammaTerm(count, mean)),
    tail: (count) => mirrored(gammaTail(count + 1, mean)),
    middle: mean,
  });
}
