/** Class indices, one a row. */
export type ClassIndices = ArrayLike<number>;

/**
 * Counts of (actual, predicted), row by row as in scikit-learn's `confusion_matrix`.
 *
 * @returns `classes × classes` counts, `counts[actual * classes + predicted]`
 */
export function confusionMatrix(actual: ClassIndices, predicted: ClassIndices, classes: number): Uint32Array {
  const counts = new Uint32Array(classes * classes);
  addToMatrix(counts, classes, actual, predicted);
  return counts;
}

/** Counts more rows. */
export function addToMatrix(
  counts: Uint32Array,
  classes: number,
  actual: ClassIndices,
  predicted: ClassIndices,
): void {
  for (let row = 0; row < actual.length; row++) {
    const cell = (actual[row] ?? 0) * classes + (predicted[row] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
}

/** The matrix as nested arrays, `[actual][predicted]`. */
export function toRows(counts: Uint32Array, classes: number): number[][] {
  return Array.from({ length: classes }, (_, actual) => [
    ...counts.subarray(actual * classes, (actual + 1) * classes),
  ]);
}

/** What a confusion matrix holds of each class. */
export interface Margins {
  /** Rows that are of the class and called so. */
  readonly hits: Uint32Array;
  /** Rows of each class. */
  readonly support: Uint32Array;
  /** Rows predicted to be of each class. */
  readonly predictedRows: Uint32Array;
}

/** @param counts `classes × classes`, see {@link confusionMatrix} */
export function marginsOf(counts: Uint32Array, classes: number): Margins {
  const hits = new Uint32Array(classes);
  const support = new Uint32Array(classes);
  const predictedRows = new Uint32Array(classes);
  for (let label = 0; label < classes; label++) {
    let [actual, predicted] = [0, 0];
    for (let other = 0; other < classes; other++) {
      actual += counts[label * classes + other] as number;
      predicted += counts[other * classes + label] as number;
    }
    hits[label] = counts[label * classes + label] as number;
    support[label] = actual;
    predictedRows[label] = predicted;
  }
  return { hits, support, predictedRows };
}

/** Share of a whole; 0 of nothing, as scikit-learn's `zero_division=0`. */
export const shareOrZero = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
