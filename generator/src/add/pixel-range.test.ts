import { tableOf } from '@modelfolio/inference';
import { expect, test } from 'vitest';
import { pixelRange } from './pixel-range.ts';

const input = { name: 'x', type: 'float32' as const, shape: ['N', 1, 2, 3] };
const table = (values: number[]) =>
  tableOf(
    'x.npz',
    new Map(),
    1,
    null,
    new Map([['x', { type: 'float32' as const, shape: [1, 2, 3], values }]]),
  );

test.each([
  [
    [0, 0.5, 1, 0.2, 0.3, 0.4],
    [0, 1],
  ],
  [
    [-1, 0.5, 1, 0.2, 0.3, 0.4],
    [-1, 1],
  ],
  [
    [0, 0.5, 1.5, 0.2, 0.3, 255],
    [0, 255],
  ],
  [[-2, 0, 0, 0, 0, 2], null],
  [[0, 0, 0, 0, 0, 256], null],
  [[Number.NaN, 0, 0, 0, 0, 0], null],
])('pixels %j are of %j', (values, expected) => {
  expect(pixelRange(input, table(values))).toEqual(expected);
});

test('bytes, and a model without rows, are of 0 to 255', () => {
  expect(pixelRange({ ...input, type: 'uint8' }, table([0, 0, 0, 0, 0, 1]))).toEqual([0, 255]);
  expect(pixelRange(input, null)).toEqual([0, 255]);
});
