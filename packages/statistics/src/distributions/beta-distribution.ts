import { betaTail, logBetaTerm } from '../special/beta-tail.ts';
import { continuous } from './continuous.ts';
import { logistic } from './coordinates.ts';
import type { ContinuousDistribution } from './distribution.ts';
import { positive } from './positive.ts';

/**
 * The beta distribution on [0, 1].
 *
 * @throws RangeError for a shape that is not above 0
 */
export function betaDistribution(a: number, b: number): ContinuousDistribution {
  positive('the first shape', a);
  positive('the second shape', b);
  const atEnd = (shape: number, other: number): number => {
    if (shape === 1) return Math.log(other);
    return shape < 1 ? Infinity : -Infinity;
  };
  const logDensity = (x: number): number => {
    if (x === 0) return atEnd(a, b);
    if (x === 1) return atEnd(b, a);
    return logBetaTerm(a, b, x, 1 - x) - Math.log(x) - Math.log1p(-x);
  };
  return continuous({
    support: [0, 1],
    logDensity,
    tail: (x) => betaTail(a, b, x, 1 - x),
    along: logistic,
    middle: Math.log(a / b),
  });
}
