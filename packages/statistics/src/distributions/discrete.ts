import { logProbabilityOf, probabilityOf, type Tail } from '../special/tail.ts';
import type { DiscreteDistribution } from './distribution.ts';

/** What a distribution of counts is made of. */
interface Parts {
  /** Greatest count; may be infinite. */
  most: number;
  /** Of whole numbers from 0 to the greatest. */
  logMass: (count: number) => number;
  /** The smaller of "at most" and "more", of whole numbers from 0 to below the greatest. */
  tail: (count: number) => Tail;
  /** About the mean: where quantiles are searched first. */
  middle: number;
}

/** A distribution of counts of its mass and its tails. */
export function discrete({ most, logMass, tail, middle }: Parts): DiscreteDistribution {
  const tailAt = (x: number): Tail => {
    if (Number.isNaN(x)) return { side: 'lower', log: Number.NaN };
    if (x < 0) return { side: 'lower', log: -Infinity };
    return x >= most ? { side: 'upper', log: -Infinity } : tail(Math.floor(x));
  };
  const logMassAt = (count: number): number => {
    if (Number.isNaN(count)) return Number.NaN;
    return Number.isInteger(count) && count >= 0 && count <= most ? logMass(count) : -Infinity;
  };
  const cdf = (x: number): number => probabilityOf(tailAt(x), 'lower');
  const survival = (x: number): number => probabilityOf(tailAt(x), 'upper');
  const inverse = (
    probability: number,
    ends: [number, number],
    isReached: (k: number) => boolean,
  ): number => {
    if (!(probability >= 0 && probability <= 1)) return Number.NaN;
    if (probability === 0) return ends[0];
    return probability === 1 ? ends[1] : leastCount(isReached, Math.floor(middle), most);
  };
  return {
    mass: (count) => Math.exp(logMassAt(count)),
    logMass: logMassAt,
    cdf,
    survival,
    logCdf: (x) => logProbabilityOf(tailAt(x), 'lower'),
    logSurvival: (x) => logProbabilityOf(tailAt(x), 'upper'),
    quantile: (p) => inverse(p, [0, most], (k) => cdf(k) >= p),
    inverseSurvival: (q) => inverse(q, [most, 0], (k) => survival(k) <= q),
  };
}

/** Least count from 0 to `most` from which on something holds: by steps that double from a start, then by halves. */
function leastCount(holds: (count: number) => boolean, start: number, most: number): number {
  let [low, high] = [-1, most];
  let at = Math.min(start, most);
  for (let step = 1; ; step *= 2) {
    if (holds(at)) {
      high = at;
      if (low >= 0 || at === 0) break;
      at = Math.max(0, at - step);
    } else {
      low = at;
      if (high < most || at >= most) break;
      at = Math.min(most, at + step);
    }
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
