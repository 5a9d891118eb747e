import { deviance } from './deviance.ts';
import { largeGammaTail } from './large-gamma-tail.ts';
import { logGammaOnePlus } from './log-gamma-one-plus.ts';
import { stirlingError } from './stirling-error.ts';
import type { Tail } from './tail.ts';

/**
 * The incomplete gamma function, divided by Γ(a): of the lower side P(a, x) or the upper one Q(a, x), whichever is small.
 * Power series of P below about `a` (DLMF 8.11.4), continued fraction of Q above (DLMF 8.9.2), and for a large `a` Temme's
 * uniform expansion.
 *
 * @param a above 0
 * @param x above 0, finite
 */
export function gammaTail(a: number, x: number): Tail {
  if (a >= 1e4 && x > 0.6 * a && x < 1.6 * a) return largeGammaTail(a, x);
  if (x > Math.max(1.1, a + 1)) return { side: 'upper', log: upperFraction(a, x) };
  const log = logGammaTerm(a, x) + Math.log(lowerSeries(a, x));
  return a < 1 && log > -Math.LN2 ? { side: 'upper', log: upperOfSmallShape(a, x) } : { side: 'lower', log };
}

/** `log(xᵃ e⁻ˣ / Γ(a + 1))`, without large terms that cancel (Loader 2000). */
export function logGammaTerm(a: number, x: number): number {
  if (a < 1) return a * Math.log(x) - x - logGammaOnePlus(a);
  return -deviance(a, x) - stirlingError(a) - 0.5 * Math.log(2 * Math.PI * a);
}

/** `1 + x/(a+1) + x²/((a+1)(a+2)) + …` */
function lowerSeries(a: number, x: number): number {
  let [sum, term] = [1, 1];
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** By Lentz's method in the form of Thompson and Barnett 1986. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let value = d;
  let factor = 0;
  for (let n = 1; Math.abs(factor - 1) > 2 * Number.EPSILON; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    factor = c * d;
    value *= factor;
  }
  return logGammaTerm(a, x) + Math.log(a * value);
}

/**
 * `log Q(a, x)` where Q is small because `a` is: both parts of 1 − P are small then, and are added and not taken from 1
 * (Gautschi 1979, "A computational procedure for incomplete gamma functions").
 */
function upperOfSmallShape(a: number, x: number): number {
  const log = a * Math.log(x) - logGammaOnePlus(a);
  let [sum, term] = [0, 1];
  for (let n = 1; Math.abs(term) > 1e-17; n++) {
    term *= -x / n;
    sum += term / (a + n);
  }
  return Math.log(-Math.expm1(log) - Math.exp(log) * a * sum);
}
