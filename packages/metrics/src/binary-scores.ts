/** The four counts of a two-sided question. */
export interface BinaryCounts {
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
}

/** Matthews' correlation coefficient (Matthews 1975); 0 where a margin is empty, as scikit-learn has it. */
export function binaryMcc({
  truePositives: tp,
  falsePositives: fp,
  trueNegatives: tn,
  falseNegatives: fn,
}: BinaryCounts): number {
  const margins = Math.sqrt(tp + fp) * Math.sqrt(tp + fn) * Math.sqrt(tn + fp) * Math.sqrt(tn + fn);
  return margins === 0 ? 0 : (tp * tn - fp * fn) / margins;
}

/**
 * F-score that weighs recall `beta` times as much as precision (van Rijsbergen 1979); 0 where nothing is or is called
 * positive, as scikit-learn's `fbeta_score(zero_division=0)`.
 */
export function fBeta({ truePositives, falsePositives, falseNegatives }: BinaryCounts, beta: number): number {
  const square = beta * beta;
  const whole = (1 + square) * truePositives + square * falseNegatives + falsePositives;
  return whole === 0 ? 0 : ((1 + square) * truePositives) / whole;
}

/**
 * Matthews' correlation and Cohen's kappa of a confusion matrix (Gorodkin 2004; Cohen 1960), as scikit-learn's
 * `matthews_corrcoef` (0 where undefined) and `cohen_kappa_score` (NaN where undefined).
 *
 * @param counts `classes × classes`, `counts[actual * classes + predicted]`
 */
export function agreementScores(counts: ArrayLike<number>, classes: number): { mcc: number; kappa: number } {
  let total = 0;
  let correct = 0;
  let both = 0;
  let actualSquares = 0;
  let predictedSquares = 0;
  for (let label = 0; label < classes; label++) {
    let actual = 0;
    let predicted = 0;
    for (let other = 0; other < classes; other++) {
      actual += counts[label * classes + other] ?? 0;
      predicted += counts[other * classes + label] ?? 0;
    }
    total += actual;
    correct += counts[label * classes + label] ?? 0;
    both += actual * predicted;
    actualSquares += actual * actual;
    predictedSquares += predicted * predicted;
  }
  const square = total * total;
  const spread = (square - predictedSquares) * (square - actualSquares);
  return {
    mcc: spread === 0 ? 0 : (correct * total - both) / Math.sqrt(spread),
    kappa: square === both ? NaN : (correct * total - both) / (square - both),
  };
}
