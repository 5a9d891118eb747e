/** How well probabilities of the second of two classes fit. */
export interface Measured {
  accuracy: number;
  /** Area under the receiver operating characteristic. */
  rocAuc: number;
  /** In nats. */
  logLoss: number;
}

/**
 * Accuracy at one half, area under the ROC curve by ranks (Mann and Whitney 1947, ties count half), and log loss with
 * probabilities kept a double's epsilon from the ends, as scikit-learn's.
 *
 * @param probabilities of class 1, a row each
 * @param labels 0 or 1
 */
export function measurePredictions(probabilities: Float64Array, labels: Uint8Array): Measured {
  const rows = labels.length;
  let [right, loss, positives, rankSum] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const probability = Math.min(Math.max(probabilities[row] as number, Number.EPSILON), 1 - Number.EPSILON);
    const label = labels[row] as number;
    if (Number(probability > 0.5) === label) right++;
    loss -= Math.log(label === 1 ? probability : 1 - probability);
    positives += label;
  }
  const order = Array.from(labels.keys()).sort(
    (one, other) => (probabilities[one] as number) - (probabilities[other] as number),
  );
  for (let from = 0; from < rows;) {
    const value = probabilities[order[from] as number];
    let to = from;
    while (to < rows && probabilities[order[to] as number] === value) to++;
    // Ranks count from 1; equal values share their mean.
    for (let at = from; at < to; at++)
      rankSum += (labels[order[at] as number] as number) * ((from + 1 + to) / 2);
    from = to;
  }
  const pairs = positives * (rows - positives);
  return {
    accuracy: right / rows,
    rocAuc: (rankSum - (positives * (positives + 1)) / 2) / pairs,
    logLoss: loss / rows,
  };
}
