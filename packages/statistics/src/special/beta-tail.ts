import { deviance } from './deviance.ts';
import { stirlingError } from './stirling-error.ts';
import type { Tail } from './tail.ts';

/**
 * The incomplete beta function, divided by B(a, b): of the lower side I_x(a, b) or the upper one I_y(b, a), whichever is
 * small, by a continued fraction, which takes about √(a + b) steps near the mean and few far from it.
 *
 * @param a above 0
 * @param b above 0
 * @param x above 0, below 1
 * @param y 1 − x, which the caller knows with all its digits
 */
export function betaTail(a: number, b: number, x: number, y: number): Tail {
  const log = logBetaTerm(a, b, x, y);
  return x < (a + 1) / (a + b + 2)
    ? { side: 'lower', log: log + Math.log(fraction(a, b, x, y)) }
    : { side: 'upper', log: log + Math.log(fraction(b, a, y, x)) };
}

/** `log(xᵃ yᵇ / B(a, b))`, without large terms that cancel (Loader 2000). */
export function logBetaTerm(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  // √a √b and not √(ab), which can overflow.
  const scale = Math.sqrt(a / (2 * Math.PI * n)) * Math.sqrt(b);
  return (
    Math.log(scale) +
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x) -
    deviance(b, n * y)
  );
}

/**
 * Continued fraction 9 of DiDonato and Morris 1992, "Algorithm 708", every second term of DLMF 8.17.22: its parts are
 * positive, where those of the plain one cancel near the mean. By Lentz's method in the form of Thompson and Barnett 1986.
 */
function fraction(a: number, b: number, x: number, y: number): number {
  // Above 0 for every x that betaTail asks for.
  let c = (a * (a * y - b * x + 1)) / (a + 1);
  let d = 0;
  let value = c;
  let factor = 0;
  for (let m = 1; Math.abs(factor - 1) > 2 * Number.EPSILON; m++) {
    const of = a + 2 * m - 1;
    const numerator = ((m * (a + m - 1)) / of) * ((a + b + m - 1) / of) * (b - m) * x * x;
    const denominator =
      m + (m * (b - m) * x) / of + ((a + m) * (a * y - b * x + 1 + m * (2 - x))) / (a + 2 * m + 1);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    factor = c * d;
    value *= factor;
  }
  return 1 / value;
}
