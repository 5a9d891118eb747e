import { seededRandom, shuffle } from '@modelfolio/statistics/seeded-random';

/** Row numbers of the published training images, in increasing order. */
export interface Split {
  train: Int32Array;
  validation: Int32Array;
}

/** The split every recorded run uses: independent of the training's own seed, so that runs compare. */
export const splitSeed = 20_170_825;

/**
 * Splits rows so that each class has the same share of validation rows. When a class's share is no
 * whole number, the classes with the largest remainders get one more.
 *
 * @param labels class of each row
 * @param validationRows rows to hold out, less than `labels.length`
 * @example stratifiedSplit(labels, 5000).validation.length // 5000
 */
export function stratifiedSplit(labels: Uint8Array, validationRows: number, seed = splitSeed): Split {
  if (!Number.isInteger(validationRows) || validationRows < 0 || validationRows >= labels.length)
    throw new RangeError(`cannot hold out ${validationRows} of ${labels.length} rows`);
  const byClass = Map.groupBy(labels.keys(), (row) => labels[row] as number);
  const classes = [...byClass.keys()].sort((a, b) => a - b);
  const exact = classes.map((label) => ((byClass.get(label)?.length ?? 0) * validationRows) / labels.length);
  const counts = exact.map(Math.floor);
  const missing = validationRows - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = classes
    .map((_, index) => index)
    .sort((a, b) => ((exact[b] as number) % 1) - ((exact[a] as number) % 1) || a - b);
  for (const index of byRemainder.slice(0, missing)) counts[index] = (counts[index] as number) + 1;

  const held = new Set<number>();
  for (const [index, label] of classes.entries()) {
    const rows = shuffle(Int32Array.from(byClass.get(label) ?? []), seededRandom(seed, label));
    for (const row of rows.subarray(0, counts[index])) held.add(row);
  }
  const all = Int32Array.from(labels.keys());
  return { train: all.filter((row) => !held.has(row)), validation: all.filter((row) => held.has(row)) };
}
