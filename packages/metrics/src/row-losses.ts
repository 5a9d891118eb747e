import type { ClassIndices } from './confusion-matrix.ts';

/** scikit-learn clips double-precision probabilities to [ε, 1 − ε] with the machine's ε before the logarithm. */
const epsilon = Number.EPSILON;

/**
 * Log loss of each row in nats, `−ln p(actual)`. Their mean is scikit-learn's `log_loss` of the same
 * probabilities in double precision.
 *
 * @param probabilities `rows × classes`
 */
export function logLosses(
  actual: ClassIndices,
  probabilities: ArrayLike<number>,
  classes: number,
): Float64Array {
  return Float64Array.from({ length: actual.length }, (_, row) => {
    const probability = probabilities[row * classes + (actual[row] ?? 0)] ?? 0;
    return -Math.log(Math.min(1 - epsilon, Math.max(epsilon, probability)));
  });
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
