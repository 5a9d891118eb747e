import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { evaluationShards } from './evaluation-shards.ts';
import { parseIdx } from '@modelfolio/inference/idx';

const rows = 25;
const images = Uint8Array.from({ length: rows * 784 }, (_, index) => index % 251);
const labels = Uint8Array.from({ length: rows }, (_, row) => row % 10);

it('cuts images and labels into pairs that together are the whole, in order', () => {
  const shards = evaluationShards(images, labels, 10);
  expect(shards.map(({ name }) => name)).toEqual([
    't10k-00-images.idx3.gz',
    't10k-00-labels.idx1.gz',
    't10k-01-images.idx3.gz',
    't10k-01-labels.idx1.gz',
    't10k-02-images.idx3.gz',
    't10k-02-labels.idx1.gz',
  ]);
  const parsed = shards.map(({ bytes, name }) =>
    parseIdx(gunzipSync(bytes), [name.includes('images') ? 3 : 1]),
  );
  const joined = (offset: number): Buffer =>
    Buffer.concat(parsed.filter((_, index) => index % 2 === offset).map(({ data }) => data));
  expect(joined(0).equals(images)).toBe(true);
  expect(joined(1).equals(labels)).toBe(true);
  expect(parsed.at(-2)?.shape).toEqual([5, 28, 28]);
});

it('writes the same bytes everywhere: no time, no name, no operating system', () => {
  for (const { bytes } of evaluationShards(images, labels, 10)) {
    expect([...bytes.subarray(0, 8)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
    expect(bytes[9]).toBe(255);
  }
});
