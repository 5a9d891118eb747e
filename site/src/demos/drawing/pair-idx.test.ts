import { expect, test } from 'vitest';
import { pairIdx } from './pair-idx.ts';

test('pairs images with labels and refuses other counts, sizes and classes', () => {
  const images = { shape: [2, 1, 2], data: Uint8Array.of(1, 2, 3, 4) };
  const labels = { shape: [2], data: Uint8Array.of(0, 1) };
  const expected = { rows: 2, height: 1, width: 2, classes: 2 };
  expect(pairIdx(images, labels, expected)).toEqual({ images: images.data, labels: labels.data });
  expect(() => pairIdx(images, labels, { ...expected, rows: 3 })).toThrow('images: expected 3×1×2');
  expect(() => pairIdx(images, { shape: [1], data: Uint8Array.of(0) }, expected)).toThrow(
    'labels: expected 2',
  );
  expect(() => pairIdx(images, labels, { ...expected, classes: 1 })).toThrow('row 1 has class 1');
});
