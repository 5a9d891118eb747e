import { betaTail } from '../special/beta-tail.ts';
import { logBinomialMass } from '../special/log-binomial-mass.ts';
import { mirrored } from '../special/tail.ts';
import { discrete } from './discrete.ts';
import type { DiscreteDistribution } from './distribution.ts';

/**
 * The binomial distribution, whose tails are those of the beta distribution (DLMF 8.17.5).
 *
 * @param trials a whole number
 * @param share probability of a success, from 0 to 1
 * @throws RangeError for what is none
 */
export function binomialDistribution(trials: number, share: number): DiscreteDistribution {
  if (!(Number.isInteger(trials) && trials >= 0))
    throw new RangeError(`the number of trials must be a whole number from 0, not ${trials}`);
  if (!(share >= 0 && share <= 1))
    throw new RangeError(`the probability of a success must be from 0 to 1, not ${share}`);
  return discrete({
    most: trials,
    logMass: (count) => logBinomialMass(count, trials, share, 1 - share),
    tail: (count) => {
      if (share === 0) return { side: 'upper', log: -Infinity };
      if (share === 1) return { side: 'lower', log: -Infinity };
      return mirrored(betaTail(count + 1, trials - count, share, 1 - share));
    },
    middle: trials * share,
  });
}
