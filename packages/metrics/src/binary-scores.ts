import type { Margins } from './confusion-matrix.ts';

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
 */
export function agreementScores({ hits, support, predictedRows }: Margins): { mcc: number; kappa: number } {
  let [total, correct, both, actualSquares, predictedSquares] = [0, 0, 0, 0, 0];
  for (let label = 0; label < support.length; label++) {
    const [actual, predicted] = [support[label] as number, predictedRows[label] as number];
    total += actual;
    correct += hits[label] as number;
    both += actual * predicted;
    actualSquares += actual * actual;
    predictedSquares += predicted * predicted;
  }
  const square = total * total;
  const spread = (square - predictedSquares) * (square - actualSquares);
  return {
    mcc: spread === 0 ? 0 : (correct * total - both) / Math.sqrt(spread),
    kappa: square === both ? Number.NaN : (correct * total - both) / (square - both),
  };
}
