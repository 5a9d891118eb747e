import { gammaTail, logGammaTerm } from '../special/gamma-tail.ts';
import type { Tail } from '../special/tail.ts';
import { continuous } from './continuous.ts';
import { logarithmic } from './coordinates.ts';
import type { ContinuousDistribution } from './distribution.ts';
import { positive } from './positive.ts';

/**
 * The gamma distribution.
 *
 * @param scale 1 / rate: the mean is shape × scale
 * @throws RangeError for what is not above 0
 */
export function gammaDistribution(shape: number, scale = 1): ContinuousDistribution {
  positive('the shape', shape);
  positive('the scale', scale);
  const tail = (x: number): Tail => {
    const scaled = x / scale;
    return scaled === Infinity ? { side: 'upper', log: -Infinity } : gammaTail(shape, scaled);
  };
  const logDensity = (x: number): number => {
    if (x === Infinity) return -Infinity;
    if (x === 0 && shape !== 1) return shape < 1 ? Infinity : -Infinity;
    if (shape === 1) return -x / scale - Math.log(scale);
    return logGammaTerm(shape, x / scale) + Math.log(shape) - Math.log(x);
  };
  const middle = Math.log(shape * scale);
  return continuous({ support: [0, Infinity], logDensity, tail, along: logarithmic, middle });
}
