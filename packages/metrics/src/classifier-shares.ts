import { marginsOf } from './confusion-matrix.ts';
import type { CountedShare } from './row-metrics.ts';

/**
 * The metrics of a classifier that are a share of rows: accuracy (of all), top-k accuracy, precision of each class (of the
 * rows predicted to be of it), recall of each (of its rows), and specificity (of the negative rows).
 *
 * @param cells for each row `actual · classes + predicted`
 * @param ranks for each row how many classes are more probable than its own
 * @param positive index of the positive class of two, else `null`
 */
export function classifierShares(
  cells: ArrayLike<number>,
  ranks: ArrayLike<number>,
  classes: number,
  positive: number | null,
): ReadonlyMap<string, CountedShare> {
  const counts = new Uint32Array(classes * classes);
  for (let row = 0; row < cells.length; row++) counts[cells[row] ?? 0] = (counts[cells[row] ?? 0] ?? 0) + 1;
  const { hits, support, predictedRows } = marginsOf(counts, classes);
  const of = (successes: number | undefined, trials: number | undefined): CountedShare => ({
    successes: successes ?? 0,
    trials: trials ?? 0,
  });
  const within = (k: number): number => Array.from(ranks).filter((rank) => rank < k).length;
  const shares = new Map<string, CountedShare>();
  shares.set('accuracy', of(sum(hits), cells.length));
  if (positive === null) {
    shares.set('top2Accuracy', of(within(2), cells.length));
    shares.set('top3Accuracy', of(within(3), cells.length));
  } else {
    shares.set('precision', of(hits[positive], predictedRows[positive]));
    shares.set('recall', of(hits[positive], support[positive]));
    shares.set('specificity', of(hits[1 - positive], support[1 - positive]));
  }
  for (let label = 0; label < classes; label++) {
    shares.set(`precision:${label}`, of(hits[label], predictedRows[label]));
    shares.set(`recall:${label}`, of(hits[label], support[label]));
  }
  return shares;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index] ?? 0;
  return total;
}
