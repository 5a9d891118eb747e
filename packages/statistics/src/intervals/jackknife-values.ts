import type { RowWeights, Statistics } from '../bootstrap.ts';

/**
 * Several statistics of all rows but one, each row left out in turn (Quenouille 1949): what the acceleration of
 * `bcaInterval` is made of.
 *
 * @returns one array of values for each statistic
 */
export function jackknifeValues(rows: number, statistics: Statistics, count: number): Float64Array[] {
  const weights: RowWeights = new Uint16Array(rows).fill(1);
  const out = new Float64Array(count);
  const results = Array.from({ length: count }, () => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    weights[row] = 0;
    statistics(weights, out);
    weights[row] = 1;
    for (let index = 0; index < count; index++)
      (results[index] as Float64Array)[row] = out[index] ?? Number.NaN;
  }
  return results;
}
