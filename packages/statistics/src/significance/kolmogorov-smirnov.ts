import { kolmogorovDistribution } from '../distributions/kolmogorov-distribution.ts';
import type { Alternative, TestResult } from './alternative.ts';
import { crossingProbability } from './crossing-probability.ts';
import { requireSample } from './sample.ts';

interface Options {
  alternative?: Alternative;
  /** `auto` is exact where that takes at most ten million steps: of two samples of 3,000 values, and of longer ones that are near. */
  method?: 'auto' | 'exact' | 'asymptotic';
}

const mostSteps = 1e7;
const limit = kolmogorovDistribution();

/**
 * The Kolmogorov–Smirnov test of two samples: whether they are of one distribution (Smirnov 1939). `scipy.stats.ks_2samp`:
 * `greater` says that the distribution function of the first lies above, so that its values are smaller. Asymptotic
 * p-values are Kolmogorov's limit, and Hodges' one-sided one.
 *
 * @returns greatest distance of the empirical distribution functions, in the direction of the alternative
 * @throws RangeError for an empty sample or NaN
 */
export function kolmogorovSmirnov(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  { alternative = 'two-sided', method = 'auto' }: Options = {},
): TestResult & { method: 'exact' | 'asymptotic' } {
  const a = requireSample(one, 'the first sample').sort();
  const b = requireSample(other, 'the second sample').sort();
  const [m, n] = [a.length, b.length];
  // Whole numbers, m·n times the distances: ties are exact.
  const { above, below } = distances(a, b);
  const whole = alternative === 'greater' ? above : alternative === 'less' ? below : Math.max(above, below);
  const statistic = whole / (m * n);
  const isTwoSided = alternative === 'two-sided';
  const steps = m * n * Math.min(1, isTwoSided ? 2 * statistic : 1);
  if (method === 'exact' || (method === 'auto' && steps <= mostSteps))
    return { statistic, pValue: crossingProbability(m, n, whole, isTwoSided), method: 'exact' };
  const scaled = statistic * Math.sqrt((m * n) / (m + n));
  return {
    statistic,
    pValue: isTwoSided ? limit.survival(scaled) : hodges(scaled, m, n),
    method: 'asymptotic',
  };
}

/** How far the first distribution function lies above the second, and below, times the numbers of both samples. */
function distances(a: Float64Array, b: Float64Array): { above: number; below: number } {
  let [i, j, above, below] = [0, 0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] as number, b[j] as number);
    while (a[i] === value) i++;
    while (b[j] === value) j++;
    const distance = i * b.length - j * a.length;
    if (distance > above) above = distance;
    if (-distance > below) below = -distance;
  }
  return { above, below };
}

/** Formula 5.3 of Hodges 1958, "The significance probability of the Smirnov two-sample test". */
function hodges(scaled: number, one: number, other: number): number {
  const [m, n] = [Math.max(one, other), Math.min(one, other)];
  const correction = (2 * scaled * (m + 2 * n)) / Math.sqrt(m * n * (m + n)) / 3;
  return Math.exp(-2 * scaled * scaled - correction);
}
