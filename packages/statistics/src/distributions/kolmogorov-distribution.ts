import type { Tail } from '../special/tail.ts';
import { continuous } from './continuous.ts';
import { logarithmic } from './coordinates.ts';
import type { ContinuousDistribution } from './distribution.ts';

/** Below it the series of the cdf needs few terms, above it that of the survival function. */
const border = 1;

/**
 * Kolmogorov's distribution: the limit of `√n D`, where D is the greatest distance of an empirical distribution function of
 * n values from the true one. Two series that Jacobi's theta function ties together, as Kolmogorov 1933 and Feller 1948
 * give them.
 */
export function kolmogorovDistribution(): ContinuousDistribution {
  return continuous({ support: [0, Infinity], logDensity, tail, along: logarithmic, middle: -0.2 });
}

function tail(x: number): Tail {
  if (x >= border) {
    // 2 Σ (−1)ᵏ⁻¹ exp(−2k²x²), the first term taken out.
    const first = -2 * x * x;
    return { side: 'upper', log: first + Math.log(2 * alternating(first, () => 1)) };
  }
  // √2π/x Σ exp(−(2k−1)²π²/8x²)
  const first = -(Math.PI ** 2) / (8 * x * x);
  let rest = 0;
  for (let odd = 3; odd <= 7; odd += 2) rest += Math.exp((odd * odd - 1) * first);
  return { side: 'lower', log: 0.5 * Math.log(2 * Math.PI) - Math.log(x) + first + Math.log1p(rest) };
}

function logDensity(x: number): number {
  if (x === 0 || x === Infinity) return -Infinity;
  if (x >= border) {
    const first = -2 * x * x;
    return first + Math.log(8 * x * alternating(first, (k) => k * k));
  }
  const first = -(Math.PI ** 2) / (8 * x * x);
  let sum = 0;
  for (let odd = 1; odd <= 7; odd += 2) {
    const square = odd * odd;
    sum += Math.exp((square - 1) * first) * (-2 * square * first - 1);
  }
  return 0.5 * Math.log(2 * Math.PI) - 2 * Math.log(x) + first + Math.log(sum);
}

/** `Σ (−1)ᵏ⁻¹ w(k) exp((k² − 1) first)` */
function alternating(first: number, weight: (k: number) => number): number {
  let sum = 0;
  for (let k = 1; k <= 6; k++) sum -= (-1) ** k * weight(k) * Math.exp((k * k - 1) * first);
  return sum;
}
