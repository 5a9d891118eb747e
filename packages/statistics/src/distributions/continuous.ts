import { logProbabilityOf, probabilityOf, type Tail } from '../special/tail.ts';
import type { Coordinate } from './coordinates.ts';
import type { ContinuousDistribution } from './distribution.ts';
import { findRoot } from './find-root.ts';

/** What a continuous distribution is made of. */
interface Parts {
  /** The density is 0 outside. */
  support: readonly [from: number, to: number];
  /** Inside the support and at its ends. */
  logDensity: (x: number) => number;
  /** Inside the support: its smaller tail. */
  tail: (x: number) => Tail;
  /** Quantiles are searched along it. */
  along: Coordinate;
  /** A usual value: where the search starts. */
  middle: number;
}

/** A continuous distribution of its density and its tails; quantiles are the roots of the tails' logarithms. */
export function continuous({ support, logDensity, tail, along, middle }: Parts): ContinuousDistribution {
  const [from, to] = support;
  const tailAt = (x: number): Tail => {
    if (Number.isNaN(x)) return { side: 'lower', log: Number.NaN };
    if (x <= from) return { side: 'lower', log: -Infinity };
    return x >= to ? { side: 'upper', log: -Infinity } : tail(x);
  };
  const logDensityAt = (x: number): number => {
    if (Number.isNaN(x)) return Number.NaN;
    return x < from || x > to ? -Infinity : logDensity(x);
  };
  const inverse = (probability: number, side: Tail['side']): number => {
    if (!(probability >= 0 && probability <= 1)) return Number.NaN;
    if (probability === 0) return side === 'lower' ? from : to;
    // What is left of more than one half is exact (Sterbenz), and the smaller tail tells values apart better.
    if (probability > 0.5) return inverse(1 - probability, side === 'lower' ? 'upper' : 'lower');
    const sought = Math.log(probability);
    const root = findRoot((u) => {
      const x = along.toValue(u);
      const log = logProbabilityOf(tailAt(x), side);
      const slope = Math.exp(logDensityAt(x) - log) * along.slope(u);
      return { value: side === 'lower' ? log - sought : sought - log, slope };
    }, middle);
    return along.toValue(root);
  };
  return {
    density: (x) => Math.exp(logDensityAt(x)),
    logDensity: logDensityAt,
    cdf: (x) => probabilityOf(tailAt(x), 'lower'),
    survival: (x) => probabilityOf(tailAt(x), 'upper'),
    logCdf: (x) => logProbabilityOf(tailAt(x), 'lower'),
    logSurvival: (x) => logProbabilityOf(tailAt(x), 'upper'),
    quantile: (p) => inverse(p, 'lower'),
    inverseSurvival: (q) => inverse(q, 'upper'),
  };
}
