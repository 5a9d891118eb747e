/** Loss of a batch and its gradient. */
export interface BatchLoss {
  /** Mean cross-entropy against the targets, in nats. */
  loss: number;
  /** Rows whose largest logit is the label's. */
  correct: number;
  /** Gradient of `loss` in the logits, `[rows, classes]`. */
  gradient: Float32Array;
}

/**
 * Softmax cross-entropy with label smoothing: the target is `1 − smoothing` for the label plus
 * `smoothing / classes` for every class (Szegedy et al. 2016, arXiv:1512.00567).
 * The gradient is `(softmax − target) / rows`.
 *
 * @param logits `[rows, classes]`
 * @param labels class of each row
 */
export function crossEntropy(
  logits: Float32Array,
  labels: Uint8Array,
  classes: number,
  smoothing: number,
): BatchLoss {
  const rows = labels.length;
  const gradient = new Float32Array(logits.length);
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < rows; row += 1) {
    const values = logits.subarray(row * classes, (row + 1) * classes);
    const label = labels[row] as number;
    const largest = Math.max(...values);
    if (values[label] === largest) correct += 1;
    const total = values.reduce((sum, value) => sum + Math.exp(value - largest), 0);
    const normaliser = largest + Math.log(total);
    for (let index = 0; index < classes; index += 1) {
      const logProbability = (values[index] as number) - normaliser;
      const target = smoothing / classes + (index === label ? 1 - smoothing : 0);
      loss -= target * logProbability;
      gradient[row * classes + index] = (Math.exp(logProbability) - target) / rows;
    }
  }
  return { loss: loss / rows, correct, gradient };
}
