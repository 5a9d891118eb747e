import { expect, test } from 'vitest';
import { addToMatrix, confusionMatrix, marginsOf, toRows } from './confusion-matrix.ts';

test('rows are counted by what they are and what they are called, in one go or in several', () => {
  const counts = confusionMatrix([0, 1, 1, 2], [0, 2, 1, 1], 3);
  expect(toRows(counts, 3)).toEqual([
    [1, 0, 0],
    [0, 1, 1],
    [0, 1, 0],
  ]);
  addToMatrix(counts, 3, [2, 2], [2, 1]);
  expect(toRows(counts, 3)[2]).toEqual([0, 2, 1]);
  const margins = marginsOf(counts, 3);
  expect([margins.hits, margins.support, margins.predictedRows].map((one) => [...one])).toEqual([
    [1, 1, 1],
    [1, 2, 3],
    [1, 3, 2],
  ]);
});

test('a class that the matrix does not have is not counted', () => {
  expect([...confusionMatrix([5], [1], 2)]).toEqual([0, 0, 0, 0]);
});
