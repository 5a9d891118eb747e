import { expect, test } from 'vitest';
import { fullColour, mapPixels, parseColour, type MapColours } from './map-colours.ts';

const colours: MapColours = { for: [0, 100, 0], against: [200, 0, 0], neither: [100, 100, 100] };

test('zero has no colour, and what is beyond the full one has that', () => {
  const pixels = mapPixels(Float32Array.of(0, 1, -0.5, 9), 1, colours);
  const colourOf = (place: number) => Array.from(pixels.subarray(4 * place, 4 * place + 4));
  expect(colourOf(0)).toEqual([100, 100, 100, 255]);
  expect(colourOf(1)).toEqual([0, 100, 0, 255]);
  expect(colourOf(2)).toEqual([150, 50, 50, 255]);
  expect(colourOf(3)).toEqual([0, 100, 0, 255]);
  expect(Array.from(mapPixels(Float32Array.of(0), 0, colours))).toEqual([100, 100, 100, 255]);
});

test('one place of a hundred may be beyond the full colour', () => {
  const values = Float32Array.from({ length: 200 }, (_, at) => (at < 2 ? -50 : at / 200));
  expect(fullColour(values)).toBeCloseTo(199 / 200);
  expect(fullColour(Float32Array.of(0, 0, 3))).toBe(3);
  expect(fullColour(Float32Array.from({ length: 200 }, (_, at) => (at === 7 ? 4 : 0)))).toBe(4);
  expect(fullColour(new Float32Array(3))).toBe(0);
});

test('a computed colour is read', () => {
  expect(parseColour('rgb(11, 107, 94)')).toEqual([11, 107, 94]);
  expect(parseColour('rgba(1, 2, 3, 0.5)')).toEqual([1, 2, 3]);
  expect(parseColour('red')).toEqual([0, 0, 0]);
});
