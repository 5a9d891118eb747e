import { permutation } from '../numeric/random.ts';

/** In which fold each row is held out. */
export interface FoldOptions {
  folds: number;
  /** Seed of the order that rows are taken in; `null` takes them as they are. */
  seed: number | null;
}

/** Folds of rows beside each other, of equal size but for one row: scikit-learn's `KFold`. */
export function kFolds(rows: number, { folds, seed }: FoldOptions): Int32Array {
  const order = orderOf(rows, seed);
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
  const order = orderOf(rows, seed);
  const classAt = (at: number): number => classes[order[at] as number] as number;
  // Classes by their first row, as scikit-learn numbers them here.
  const first = new Map<number, number>();
  for (let at = 0; at < rows; at++) if (!first.has(classAt(at))) first.set(classAt(at), first.size);
  const sorted = Array.from({ length: rows }, (_, at) => first.get(classAt(at)) as number).sort(
    (a, b) => a - b,
  );
  const quota = Array.from({ length: first.size }, () => new Int32Array(folds));
  sorted.forEach((own, at) => {
    const counts = quota[own] as Int32Array;
    counts[at % folds] = (counts[at % folds] as number) + 1;
  });
  const fold = new Int32Array(rows);
  const next = Array.from(quota, () => 0);
  for (let at = 0; at < rows; at++) {
    const own = first.get(classAt(at)) as number;
    const left = quota[own] as Int32Array;
    while (left[next[own] as number] === 0) next[own] = (next[own] as number) + 1;
    const one = next[own] as number;
    left[one] = (left[one] as number) - 1;
    fold[order[at] as number] = one;
  }
  return fold;
}

const orderOf = (rows: number, seed: number | null): Int32Array =>
  seed === null ? Int32Array.from({ length: rows }, (_, at) => at) : permutation(rows, seed);
