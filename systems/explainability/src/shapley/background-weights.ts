import { rowOf, type Matrix } from '../matrix.ts';

/** Background rows without repetition, and the share of all rows that each stands for. */
export interface WeightedBackground {
  readonly rows: Matrix;
  readonly weights: Float64Array;
}

/**
 * Equal background rows as one. Means over the background stay what they are, and the model is asked less.
 *
 * @param columns columns that matter: rows that are equal there are equal
 */
export function backgroundWeights(background: Matrix, columns: readonly number[]): WeightedBackground {
  const places = new Map<string, number>();
  const kept: number[] = [];
  const counts: number[] = [];
  for (let at = 0; at < background.rows; at++) {
    const row = rowOf(background, at);
    const key = columns.map((column) => row[column]).join();
    const place = places.get(key);
    if (place === undefined) {
      places.set(key, kept.length);
      kept.push(at);
      counts.push(1);
    } else counts[place] = (counts[place] as number) + 1;
  }
  const values = new Float64Array(kept.length * background.columns);
  kept.forEach((at, place) => values.set(rowOf(background, at), place * background.columns));
  return {
    rows: { values, rows: kept.length, columns: background.columns },
    weights: Float64Array.from(counts, (count) => count / background.rows),
  };
}
