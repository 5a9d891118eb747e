import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { gunzip, uncompressed } from './gunzip.ts';

const content = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7);
const compressed = gzipSync(content);

it('takes the content out, and leaves what is not compressed where it may be either', () => {
  expect(gunzip(compressed)).toEqual(content);
  expect(uncompressed(compressed)).toEqual(content);
  expect(uncompressed(content)).toBe(content);
});

it.each([
  [compressed.subarray(0, 20), 'truncated gzip file'],
  [content, 'not a gzip file, or damaged'],
  [Buffer.concat([compressed.subarray(0, 10), Buffer.alloc(20, 7)]), 'not a gzip file, or damaged'],
])('says what is wrong with %j', (bytes, words) => {
  expect(() => gunzip(bytes)).toThrow(
    expect.objectContaining({ code: 'idx', message: words, cause: expect.any(Error) }),
  );
});

it('does not take a damaged file for one that is not compressed', () => {
  expect(() => uncompressed(compressed.subarray(0, 12))).toThrow('truncated gzip file');
});
