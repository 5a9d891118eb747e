import { betaTail, logBetaTerm } from '../special/beta-tail.ts';
import { logProbabilityOf, type Tail } from '../special/tail.ts';
import { continuous } from './continuous.ts';
import { hyperbolic } from './coordinates.ts';
import type { ContinuousDistribution } from './distribution.ts';
import { positive } from './positive.ts';

/** From here on, times √ν, the distribution is a power of t to every digit; its square is still a double. */
const farAway = 1e100;

/**
 * Student's t distribution, of the incomplete beta function (DLMF 8.17(i) and Abramowitz and Stegun 26.7.1).
 *
 * @param freedom degrees of freedom ν, any number above 0
 * @throws RangeError for what is no such number
 * @example
 *   2 * tDistribution(9).survival(2.5);
 */
export function tDistribution(freedom: number): ContinuousDistribution {
  positive('degrees of freedom', freedom);
  const root = Math.sqrt(freedom);
  const shape = freedom / 2;
  /** ν/(ν + t²) and the rest of 1, of t/√ν. */
  const parts = (ratio: number): [number, number] => {
    const square = ratio * ratio;
    return [1 / (1 + square), square / (1 + square)];
  };
  const logUpper = (ratio: number): number =>
    logProbabilityOf(betaTail(shape, 0.5, ...parts(ratio)), 'lower') - Math.LN2;
  const tail = (t: number): Tail => {
    const side = t < 0 ? 'lower' : 'upper';
    const ratio = Math.abs(t) / root;
    if (ratio > farAway) return { side, log: logUpper(farAway) - freedom * Math.log(ratio / farAway) };
    return { side, log: logUpper(ratio) };
  };
  const logDensity = (t: number): number => {
    // Flat around 0, where the formula would divide by t.
    const ratio = Math.max(Math.abs(t) / root, 1 / farAway);
    if (ratio > farAway) return logDensity(farAway * root) - (freedom + 1) * Math.log(ratio / farAway);
    return logBetaTerm(shape, 0.5, ...parts(ratio)) - Math.log(ratio * root);
  };
  return continuous({ support: [-Infinity, Infinity], logDensity, tail, along: hyperbolic, middle: 0 });
}
