import { NumpyRandom } from '@modelfolio/statistics/numpy-random';

/** In which fold each row is held out. */
export interface FoldOptions {
  folds: number;
  /** Seed of the order that rows are taken in, as scikit-learn's `random_state`; `null` takes them as they are. */
  seed: number | null;
}

/** Folds of rows beside each other, of equal size but for one row: scikit-learn's `KFold`. */
export function kFolds(rows: number, { folds, seed }: FoldOptions): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, at) => at);
  if (seed !== null) new NumpyRandom(seed).shuffle(order);
  const fold = new Int32Array(rows);
  const size = Math.floor(rows / folds);
  const larger = rows % folds;
  let [next, at] = [0, 0];
  for (let one = 0; one < folds; one++) {
    next += size + (one < larger ? 1 : 0);
    for (; at < next; at++) fold[order[at] as number] = one;
  }
  return fold;
}

/**
 * Folds that hold the same share of each class: scikit-learn's `StratifiedKFold`.
 *
 * @param classes number of each row's class
 */
export function stratifiedFolds(classes: ArrayLike<number>, { folds, seed }: FoldOptions): Int32Array {
  const rows = classes.length;
  // Classes by their first row, as scikit-learn numbers them here.
  const first = new Map<number, number>();
  for (let row = 0; row < rows; row++)
    if (!first.has(classes[row] as number)) first.set(classes[row] as number, first.size);
  const place = Int32Array.from(classes, (own) => first.get(own) as number);
  const quota = Array.from({ length: first.size }, () => new Int32Array(folds));
  place.toSorted().forEach((own, at) => {
    const counts = quota[own] as Int32Array;
    counts[at % folds] = (counts[at % folds] as number) + 1;
  });
  // One generator for all classes, one after the other.
  const random = seed === null ? null : new NumpyRandom(seed);
  const queues = quota.map((counts) => {
    const queue = Int32Array.from(
      [...counts].flatMap((count, one) => Array.from({ length: count }, () => one)),
    );
    random?.shuffle(queue);
    return queue.values();
  });
  return place.map((own) => queues[own]?.next().value as number);
}
