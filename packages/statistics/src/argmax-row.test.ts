import { expect, it } from 'vitest';
import { argmaxRow } from './argmax-row.ts';

it.each([
  [[9, 0, 1, 5], 1, 2, 1],
  [[9, 0, 1, 5], 0, 2, 0],
  [[0.5, 0.5], 0, 2, 0],
  [[-3, -1, -2], 0, 3, 1],
  [[], 0, 0, 0],
])('of %j in row %i of %i columns is %i', (values, row, columns, expected) => {
  expect(argmaxRow(values, row, columns)).toBe(expected);
});
