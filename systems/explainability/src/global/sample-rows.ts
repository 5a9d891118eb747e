import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import type { Matrix } from '../matrix.ts';

/**
 * Places of rows drawn without replacement, in order: the first of numpy's `RandomState(seed).permutation(rows)`.
 *
 * @returns all rows where no more are wanted than there are
 */
export function sampleRows(rows: number, wanted: number, seed: number): Int32Array {
  const places = Int32Array.from({ length: rows }, (_, row) => row);
  if (wanted >= rows) return places;
  new NumpyRandom(seed).shuffle(places);
  return places.subarray(0, wanted).sort();
}

/** The rows at these places, as a matrix of their own. */
export function takeRows({ values, columns }: Matrix, places: Int32Array): Matrix {
  const taken = new Float64Array(places.length * columns);
  places.forEach((place, row) =>
    taken.set(values.subarray(place * columns, (place + 1) * columns), row * columns),
  );
  return { values: taken, rows: places.length, columns };
}
