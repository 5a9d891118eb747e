import type { ClassIndices } from './confusion-matrix.ts';

/** A pair of classes that the model mixes up. */
export interface Confusion {
  actual: number;
  predicted: number;
  count: number;
  /** Share of the actual class's rows. */
  share: number;
}

/**
 * The most frequent mistakes, most frequent first; equal counts in class order.
 *
 * @param counts `classes × classes`, see {@link confusionMatrix}
 */
export function topConfusions(counts: Uint32Array, classes: number, limit: number): Confusion[] {
  const confusions: Confusion[] = [];
  for (let actual = 0; actual < classes; actual++) {
    const row = counts.subarray(actual * classes, (actual + 1) * classes);
    const support = row.reduce((sum, count) => sum + count, 0);
    row.forEach((count, predicted) => {
      if (predicted !== actual && count > 0)
        confusions.push({ actual, predicted, count, share: count / support });
    });
  }
  return confusions.toSorted((a, b) => b.count - a.count).slice(0, limit);
}

/** Rows predicted wrongly, in row order. */
export function mistakeIndices(actual: ClassIndices, predicted: ClassIndices): number[] {
  const indices: number[] = [];
  for (let row = 0; row < actual.length; row++) if (actual[row] !== predicted[row]) indices.push(row);
  return indices;
}
