import type { ClassIndices } from './confusion-matrix.ts';

/**
 * Log loss of a row in nats, `−ln p`, of the probability given to its class. As scikit-learn's `log_loss`, which keeps
 * double-precision probabilities between the machine's ε and 1 − ε, so that a certain error is not infinitely bad.
 */
export const logLossOf = (probability: number): number =>
  -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probability)));

/**
 * {@link logLossOf} each row. Their mean is scikit-learn's `log_loss` of the same
 * probabilities in double precision.
 *
 * @param probabilities `rows × classes`
 */
export function logLosses(
  actual: ClassIndices,
  probabilities: ArrayLike<number>,
  classes: number,
): Float64Array {
  return Float64Array.from({ length: actual.length }, (_, row) =>
    logLossOf(probabilities[row * classes + (actual[row] ?? 0)] ?? 0),
  );
}

/**
 * Brier score of each row: squared error summed over classes, from 0 to 2 (Brier 1950). Their mean is
 * scikit-learn's `brier_score_loss(…, scale_by_half=False)`.
 *
 * @param probabilities `rows × classes`
 */
export function brierScores(
  actual: ClassIndices,
  probabilities: ArrayLike<number>,
  classes: number,
): Float64Array {
  return Float64Array.from({ length: actual.length }, (_, row) => {
    let sum = 0;
    for (let label = 0; label < classes; label++) {
      const target = label === actual[row] ? 1 : 0;
      sum += ((probabilities[row * classes + label] ?? 0) - target) ** 2;
    }
    return sum;
  });
}
