/** What every distribution of one number answers. NaN in, NaN out. */
export interface Distribution {
  /** Probability of a value of at most `x`. */
  cdf(x: number): number;
  /** Probability of a value above `x`: not 1 − cdf, which has no digits left where it is small. */
  survival(x: number): number;
  /** Natural logarithm of the cdf, which can be far below that of the least double. */
  logCdf(x: number): number;
  /** Natural logarithm of the survival function. */
  logSurvival(x: number): number;
  /** Least value whose cdf is at least `p`, from 0 to 1; NaN for what is no probability. */
  quantile(p: number): number;
  /** Least value whose survival function is at most `q`: right for a `q` that 1 − q cannot hold. */
  inverseSurvival(q: number): number;
}

export interface ContinuousDistribution extends Distribution {
  density(x: number): number;
  logDensity(x: number): number;
}

/** Of counts: whole numbers from 0. */
export interface DiscreteDistribution extends Distribution {
  /** Probability of exactly `count`; 0 for what is no whole number. */
  mass(count: number): number;
  logMass(count: number): number;
}
