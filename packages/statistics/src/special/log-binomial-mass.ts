import { deviance } from './deviance.ts';
import { stirlingError } from './stirling-error.ts';

/**
 * Natural logarithm of the probability of so many successes in `n` trials (Loader 2000, "Fast and accurate computation of
 * binomial probabilities").
 *
 * @param count a whole number from 0 to n
 * @param p probability of a success
 * @param q its rest of 1, which the caller knows with all its digits
 */
export function logBinomialMass(count: number, n: number, p: number, q: number): number {
  if (p === 0) return count === 0 ? 0 : -Infinity;
  if (q === 0) return count === n ? 0 : -Infinity;
  if (count === 0) return n * (p < 0.1 ? Math.log1p(-p) : Math.log(q));
  if (count === n) return n * (q < 0.1 ? Math.log1p(-q) : Math.log(p));
  const rest = n - count;
  return (
    stirlingError(n) -
    stirlingError(count) -
    stirlingError(rest) -
    deviance(count, n * p) -
    deviance(rest, n * q) -
    0.5 * (Math.log(2 * Math.PI * count) + Math.log(rest / n))
  );
}
