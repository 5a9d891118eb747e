import { expect, test } from 'vitest';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { selectFeatures } from './select-features.ts';
import { weightedMoments } from './weighted-moments.ts';

const random = new NumpyRandom(3);
const rows = 400;
const columns = 8;
const values = Float64Array.from({ length: rows * columns }, () => (random.share() < 0.5 ? 1 : 0));
// Column 1 says the same as column 0, so that a ridge regression of all shares the weight of 2 among them.
for (let row = 0; row < rows; row++) values[row * columns + 1] = values[row * columns] as number;
const target = Float64Array.from(
  { length: rows },
  (_, row) => 2 * (values[row * columns] as number) + 1.5 * (values[row * columns + 5] as number),
);
const moments = weightedMoments({ values, rows, columns }, target, new Float64Array(rows).fill(1));

test('up to 6 columns come by forward selection, the best one first', () => {
  expect(selectFeatures(moments, 2)).toEqual([0, 5]);
  expect(selectFeatures(moments, 6)).toHaveLength(6);
});

test('more come by their weight beside all others', () => {
  const found = selectFeatures(moments, 7);
  expect(found[0]).toBe(5);
  expect(new Set(found.slice(1, 3))).toEqual(new Set([0, 1]));
  expect(selectFeatures(moments, 20)).toHaveLength(8);
});
