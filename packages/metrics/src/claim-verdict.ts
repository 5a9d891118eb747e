/** A cell of the confusion matrix where the recount differs from the card. */
export interface CellDifference {
  actual: number;
  predicted: number;
  stated: number;
  recounted: number;
}

export interface ClaimVerdict {
  accuracy: number;
  correct: number;
  rows: number;
  /** Whether the recount gives the stated accuracy, to the last row. */
  accuracyMatches: boolean;
  /** Empty where the whole matrix is the same. */
  differences: CellDifference[];
}

/**
 * Compares recounted predictions with a card's statement.
 *
 * @param stated `counts[actual][predicted]` and the accuracy as the card prints it
 * @param recounted the same counts, made here
 */
export function claimVerdict(
  stated: { accuracy: number; counts: readonly (readonly number[])[] },
  recounted: readonly (readonly number[])[],
): ClaimVerdict {
  let rows = 0;
  let correct = 0;
  const differences: CellDifference[] = [];
  const classes = Math.max(stated.counts.length, recounted.length);
  for (let actual = 0; actual < classes; actual++)
    for (let predicted = 0; predicted < classes; predicted++) {
      const count = recounted[actual]?.[predicted] ?? 0;
      rows += count;
      if (actual === predicted) correct += count;
      const claimed = stated.counts[actual]?.[predicted] ?? 0;
      if (claimed !== count) differences.push({ actual, predicted, stated: claimed, recounted: count });
    }
  const accuracy = rows === 0 ? 0 : correct / rows;
  // Half a row: the stated share is a quotient of the same integers, only its printed digits may differ.
  const accuracyMatches = rows > 0 && Math.abs(accuracy - stated.accuracy) < 0.5 / rows;
  return { accuracy, correct, rows, accuracyMatches, differences };
}
