/** Sums over the rows whose confidence falls into one bin. */
export interface ConfidenceBins {
  rows: Float64Array;
  correct: Float64Array;
  confidence: Float64Array;
}

/**
 * Bin of a confidence among equal-width bins (lower, upper], the first closed below.
 *
 * @param confidence from 0 to 1
 * @returns index from 0 to `bins - 1`
 */
export function confidenceBin(confidence: number, bins: number): number {
  let bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
  // The product rounds: compare with the edges themselves, so that an edge belongs to the bin below it.
  while (bin > 0 && confidence <= bin / bins) bin--;
  while (bin < bins - 1 && confidence > (bin + 1) / bins) bin++;
  return bin;
}

/** Probability of the most probable class of each row. */
export function topProbabilities(probabilities: ArrayLike<number>, classes: number): Float64Array {
  return Float64Array.from({ length: probabilities.length / classes }, (_, row) => {
    let top = -Infinity;
    for (let label = 0; label < classes; label++)
      top = Math.max(top, probabilities[row * classes + label] ?? 0);
    return top;
  });
}

/** Empty sums for so many bins. */
export function emptyBins(bins: number): ConfidenceBins {
  return {
    rows: new Float64Array(bins),
    correct: new Float64Array(bins),
    confidence: new Float64Array(bins),
  };
}

/** Adds a row to its bin, as often as it occurs. */
export function addToBin(
  sums: ConfidenceBins,
  bin: number,
  confidence: number,
  correct: boolean,
  weight = 1,
): void {
  sums.rows[bin] = (sums.rows[bin] ?? 0) + weight;
  sums.correct[bin] = (sums.correct[bin] ?? 0) + (correct ? weight : 0);
  sums.confidence[bin] = (sums.confidence[bin] ?? 0) + weight * confidence;
}

/**
 * Expected calibration error (Naeini et al. 2015; Guo et al. 2017, arXiv:1706.04599): the gap between
 * accuracy and mean confidence of each bin, averaged with the bins' rows as weights.
 */
export function expectedCalibrationError({ rows, correct, confidence }: ConfidenceBins): number {
  let gaps = 0;
  let total = 0;
  for (let bin = 0; bin < rows.length; bin++) {
    // rows/total · |correct/rows − confidence/rows| without the division that an empty bin forbids.
    gaps += Math.abs((correct[bin] ?? 0) - (confidence[bin] ?? 0));
    total += rows[bin] ?? 0;
  }
  return total === 0 ? 0 : gaps / total;
}
