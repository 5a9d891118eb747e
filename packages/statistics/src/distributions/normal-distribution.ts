import { normalQuantile } from '../normal-quantile.ts';
import { erfcx } from '../special/erfcx.ts';
import { logProbabilityOf, probabilityOf, type Tail } from '../special/tail.ts';
import type { ContinuousDistribution } from './distribution.ts';
import { positive } from './positive.ts';

const logOfRoot = 0.5 * Math.log(2 * Math.PI);

/**
 * The normal distribution.
 *
 * @throws RangeError for a mean that is not finite or a deviation that is not above 0
 * @example
 *   2 * normalDistribution().survival(1.96); // 0.04999…
 */
export function normalDistribution(mean = 0, standardDeviation = 1): ContinuousDistribution {
  positive('the standard deviation', standardDeviation);
  if (!Number.isFinite(mean)) throw new RangeError(`the mean must be a finite number, not ${mean}`);
  const scaled = (x: number): number => (x - mean) / standardDeviation;
  const logDensity = (x: number): number => {
    const z = scaled(x);
    return -0.5 * z * z - logOfRoot - Math.log(standardDeviation);
  };
  const tail = (x: number): Tail => {
    const z = scaled(x);
    const half = 0.5 * z * z;
    // erfcx(∞) is 0, as is its logarithm's own part then; ∞ − ∞ is none.
    const log = half === Infinity ? -Infinity : Math.log(0.5 * erfcx(Math.abs(z) * Math.SQRT1_2)) - half;
    return { side: z < 0 ? 'lower' : 'upper', log };
  };
  return {
    density: (x) => Math.exp(logDensity(x)),
    logDensity,
    cdf: (x) => probabilityOf(tail(x), 'lower'),
    survival: (x) => probabilityOf(tail(x), 'upper'),
    logCdf: (x) => logProbabilityOf(tail(x), 'lower'),
    logSurvival: (x) => logProbabilityOf(tail(x), 'upper'),
    quantile: (p) => mean + standardDeviation * normalQuantile(p),
    inverseSurvival: (q) => mean - standardDeviation * normalQuantile(q),
  };
}
