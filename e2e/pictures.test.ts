import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { fiftyMegapixelPng, greyPng } from './pictures.ts';

it('writes the size and the pixels of a PNG', () => {
  const png = greyPng(3, 2, (x, y) => 10 * y + x);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([3, 2]);
  const data = png.indexOf('IDAT');
  const pixels = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
  expect([...pixels]).toEqual([0, 0, 1, 2, 0, 10, 11, 12]);
});

it('makes 50 megapixels small enough to upload', () => {
  const png = fiftyMegapixelPng();
  expect(png.readUInt32BE(16) * png.readUInt32BE(20)).toBe(50_000_000);
  expect(png.length).toBeLessThan(200_000);
});
