import { expect, test } from 'vitest';
import { imageValues } from './image-values.ts';

const input = {
  kind: 'image',
  input: 'x',
  height: 1,
  width: 2,
  channels: 3,
  range: [0, 1],
  polarity: 'light-on-dark',
} as const;
const mutable = { ...input, range: [0, 1] as [number, number] };
/** A red pixel beside a transparent one. */
const picture = { width: 2, height: 1, data: Uint8ClampedArray.of(255, 0, 0, 255, 0, 0, 0, 0) };

test('channels come last or first as the graph has them, transparent as white, in the range of the model', () => {
  expect(imageValues(picture, mutable, [1, 2, 3])).toEqual([1, 0, 0, 1, 1, 1]);
  expect(imageValues(picture, mutable, [3, 1, 2])).toEqual([1, 1, 0, 1, 0, 1]);
  expect(imageValues(picture, { ...mutable, range: [-1, 1] }, [3, 1, 2])).toEqual([1, 1, -1, 1, -1, 1]);
});

test('one channel is light on dark, or the other way about', () => {
  const grey = { ...mutable, height: 4, width: 4, channels: 1 as const };
  const data = new Uint8ClampedArray(4 * 64).fill(255);
  for (const at of [27, 28, 35, 36]) data.set([0, 0, 0, 255], 4 * at);
  const image = { width: 8, height: 8, data };
  const light = imageValues(image, grey, [4, 4]);
  expect(Math.max(...light)).toBe(1);
  const dark = imageValues(image, { ...grey, polarity: 'dark-on-light' }, [4, 4]);
  light.forEach((value, at) => expect(dark[at]).toBeCloseTo(1 - value, 6));
});
