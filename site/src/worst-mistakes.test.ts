import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readIdxImages } from './worst-mistakes.ts';

function idx(magic: number, rows: number, pixels: number[]): Buffer {
  const header = Buffer.alloc(16);
  [magic, rows, 2, 2].forEach((value, index) => header.writeUInt32BE(value, index * 4));
  return gzipSync(Buffer.concat([header, Buffer.from(pixels)]));
}

test('images are read with their size', () => {
  const images = readIdxImages(idx(0x803, 2, [1, 2, 3, 4, 5, 6, 7, 8]), 'a.gz');
  expect([images.rows, images.height, images.width]).toEqual([2, 2, 2]);
  expect([...images.pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('labels and cut files are refused by name', () => {
  expect(() => readIdxImages(idx(0x801, 2, [1, 2]), 'a.gz')).toThrow('a.gz holds no IDX images');
  expect(() => readIdxImages(idx(0x803, 2, [1, 2, 3]), 'a.gz')).toThrow('a.gz is cut short');
});
