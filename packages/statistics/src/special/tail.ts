/**
 * One tail of a distribution, as the logarithm of its probability; the other is what it leaves of 1. Whoever computes it
 * takes the side that is small, so that neither loses its leading digits.
 */
export interface Tail {
  side: 'lower' | 'upper';
  /** Natural logarithm of the probability of that side. */
  log: number;
}

/** Probability of a side: exact to a few units in the last place times its logarithm, and 0 only below the least double. */
export const probabilityOf = (tail: Tail, side: Tail['side']): number =>
  tail.side === side ? Math.exp(tail.log) : -Math.expm1(tail.log);

/** Natural logarithm of the probability of a side, which can be far below that of the least double. */
export const logProbabilityOf = (tail: Tail, side: Tail['side']): number =>
  tail.side === side ? tail.log : logOfRest(tail.log);

/**
 * `log(1 − e^log)`, by the form that keeps its digits on either side of −log 2 (Mächler 2012, "Accurately computing
 * log(1 − exp(−|a|))").
 *
 * @param log at most 0
 */
export const logOfRest = (log: number): number =>
  log > -Math.LN2 ? Math.log(-Math.expm1(log)) : Math.log1p(-Math.exp(log));

/** The same probability of the other side: of −x, or of what counts from the other end. */
export const mirrored = ({ side, log }: Tail): Tail => ({ side: side === 'lower' ? 'upper' : 'lower', log });
