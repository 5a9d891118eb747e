import { betaTail, logBetaTerm } from '../special/beta-tail.ts';
import { continuous } from './continuous.ts';
import { logarithmic } from './coordinates.ts';
import type { ContinuousDistribution } from './distribution.ts';
import { positive } from './positive.ts';

/**
 * The F distribution: of the ratio of two mean squares (Abramowitz and Stegun 26.6.2).
 *
 * @param freedom degrees of freedom of the numerator
 * @param otherFreedom those of the denominator
 * @throws RangeError for what is not above 0
 */
export function fDistribution(freedom: number, otherFreedom: number): ContinuousDistribution {
  positive('degrees of freedom', freedom);
  positive('degrees of freedom', otherFreedom);
  const shapes = [freedom / 2, otherFreedom / 2] as const;
  /** The value as one of the beta distribution, and the rest of 1. */
  const parts = (f: number): [number, number] => {
    // The greatest doubles are the end of the line; ∞/∞ is none.
    const ratio = Math.min((freedom / otherFreedom) * f, Number.MAX_VALUE);
    return [ratio / (1 + ratio), 1 / (1 + ratio)];
  };
  const logDensity = (f: number): number => {
    if (f === Infinity) return -Infinity;
    if (f > 0) return logBetaTerm(...shapes, ...parts(f)) - Math.log(f);
    if (freedom === 2) return 0;
    return freedom < 2 ? Infinity : -Infinity;
  };
  return continuous({
    support: [0, Infinity],
    logDensity,
    tail: (f) => betaTail(...shapes, ...parts(f)),
    along: logarithmic,
    middle: 0,
  });
}
