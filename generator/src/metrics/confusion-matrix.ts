/** Class indices, one a row. */
export type ClassIndices = ArrayLike<number>;

/**
 * Counts of (actual, predicted), row by row as in scikit-learn's `confusion_matrix`.
 *
 * @returns `classes × classes` counts, `counts[actual * classes + predicted]`
 */
export function confusionMatrix(actual: ClassIndices, predicted: ClassIndices, classes: number): Uint32Array {
  const counts = new Uint32Array(classes * classes);
  for (let row = 0; row < actual.length; row++) {
    const cell = (actual[row] ?? 0) * classes + (predicted[row] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

/** The matrix as nested arrays, `[actual][predicted]`. */
export function toRows(counts: Uint32Array, classes: number): number[][] {
  return Array.from({ length: classes }, (_, actual) => [
    ...counts.subarray(actual * classes, (actual + 1) * classes),
  ]);
}
