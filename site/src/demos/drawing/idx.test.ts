import { expect, test } from 'vitest';
import { pairIdx, parseIdx } from './idx.ts';

const file = (type: number, shape: number[], values: number[]) =>
  Uint8Array.from([
    0,
    0,
    type,
    shape.length,
    ...shape.flatMap((size) => [0, 0, size >> 8, size & 255]),
    ...values,
  ]);

test('reads shape and values', () => {
  const { shape, data } = parseIdx(file(8, [2, 1, 3], [1, 2, 3, 4, 5, 6]));
  expect(shape).toEqual([2, 1, 3]);
  expect([...data]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('reads a file that is a view into a larger buffer', () => {
  const whole = Uint8Array.from([9, 9, ...file(8, [2], [7, 8])]);
  expect([...parseIdx(whole.subarray(2)).data]).toEqual([7, 8]);
});

test.each([
  ['nothing', new Uint8Array(), /header of 4 bytes/],
  ['another magic number', Uint8Array.from([0x1f, 0x8b, 8, 1, 0, 0, 0, 0]), /magic number/],
  ['floats', file(0x0d, [1], [0, 0, 0, 0]), /type 13/],
  ['cut off values', file(8, [2, 2], [1, 2, 3]), /expected 4 values for 2×2, received 3/],
  ['a cut off header', Uint8Array.from([0, 0, 8, 3, 0, 0]), /sizes of 3 dimensions/],
  ['values beyond the end', file(8, [1], [1, 2]), /expected 1 values/],
])('refuses %s', (_, bytes, message) => {
  expect(() => parseIdx(bytes)).toThrow(message);
});

test('pairs images with labels and refuses other counts, sizes and classes', () => {
  const images = parseIdx(file(8, [2, 1, 2], [1, 2, 3, 4]));
  const labels = parseIdx(file(8, [2], [0, 1]));
  const expected = { rows: 2, height: 1, width: 2, classes: 2 };
  expect(pairIdx(images, labels, expected).labels).toEqual(labels.data);
  expect(() => pairIdx(images, labels, { ...expected, rows: 3 })).toThrow('images: expected 3×1×2');
  expect(() => pairIdx(images, parseIdx(file(8, [1], [0])), expected)).toThrow('labels: expected 2');
  expect(() => pairIdx(images, labels, { ...expected, classes: 1 })).toThrow('row 1 has class 1');
});
