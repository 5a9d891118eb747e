import { gzipSync } from 'node:zlib';
import { encodeIdx } from '@modelfolio/inference/idx';
import { expect, test } from 'vitest';
import { readIdxImages } from './worst-mistakes.ts';

const images = encodeIdx({ shape: [2, 2, 2], data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) });

test('images are read with their size', () => {
  const read = readIdxImages(gzipSync(images), 'a.gz');
  expect(read).toMatchObject({ rows: 2, height: 2, width: 2 });
  expect([...read.pixels]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('labels and cut files are refused by name', () => {
  const labels = encodeIdx({ shape: [2], data: Uint8Array.of(1, 2) });
  expect(() => readIdxImages(gzipSync(labels), 'a.gz')).toThrow(
    'a.gz: wrong magic number 0x00000801: expected 3 dimensions, received 1',
  );
  expect(() => readIdxImages(gzipSync(images.subarray(0, -1)), 'a.gz')).toThrow(
    'a.gz: truncated: the header',
  );
  expect(() => readIdxImages(images, 'a.gz')).toThrow('a.gz: not a gzip file');
});
