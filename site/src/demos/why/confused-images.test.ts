import { expect, test } from 'vitest';
import type { DemoModel } from '../drawing/demo-model.ts';
import { confusedImages } from './confused-images.ts';

const nowhere = { url: '', bytes: 0, sha256: '' };
const rows = [120, 60];
// Row r is labelled r mod 3; every fifth row is taken for the next class.
const label = (index: number) => index % 3;
const predicted = (index: number) => (index % 5 === 0 ? (label(index) + 1) % 3 : label(index));
const all = Array.from({ length: 180 }, (_, index) => index);
const model: DemoModel = {
  id: 'm',
  title: 'M',
  classes: ['a', 'b', 'c'],
  width: 2,
  height: 1,
  engines: [],
  rows: 180,
  shards: rows.map((count) => ({ images: nowhere, labels: nowhere, rows: count })),
  mistakeIndices: all.filter((index) => predicted(index) !== label(index)),
  samples: [],
};
const readShard = async (number: number) => {
  const first = number === 0 ? 0 : 120;
  const count = rows[number] ?? 0;
  return {
    first,
    rows: count,
    images: Uint8Array.from({ length: 2 * count }, (_, at) => first + (at >> 1)),
    labels: Uint8Array.from({ length: count }, (_, row) => label(first + row)),
  };
};
const sizes: number[] = [];
const predict = async (batch: Uint8Array) => {
  sizes.push(batch.length / 2);
  const indices = Array.from(batch).filter((_, at) => at % 2 === 0);
  const probabilities = Float32Array.from(
    indices.flatMap((i) => [0, 1, 2].map((c) => +(predicted(i) === c))),
  );
  return { probabilities, latencyMs: 1 };
};

async function indicesOf(actual: number, wanted: number) {
  const found: number[] = [];
  const done: number[] = [];
  const { signal } = new AbortController();
  for await (const part of confusedImages(model, { actual, predicted: wanted }, predict, signal, {
    readShard,
  })) {
    done.push(part.done);
    for (const { index, pixels, label: given } of part.images) {
      expect(given).toBe(actual);
      expect(Array.from(pixels)).toEqual([index, index]);
      found.push(index);
    }
  }
  expect(done).toEqual([1, 2]);
  return found;
}

test.each([
  [0, 1],
  [2, 0],
  [1, 1],
  [0, 2],
])('the images labelled %i and taken for %i are found, in order', async (actual, wanted) => {
  const expected = all.filter((index) => label(index) === actual && predicted(index) === wanted);
  sizes.length = 0;
  expect(await indicesOf(actual, wanted)).toEqual(expected);
  // Only the mistakes of the label are predicted again, or only what it gets right.
  const mistaken = (index: number) => predicted(index) !== label(index);
  const candidates = all.filter((i) => label(i) === actual && mistaken(i) === (actual !== wanted));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(candidates.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(50);
});

test('it stops when it is no longer wanted', async () => {
  const stop = new AbortController();
  const parts = confusedImages(model, { actual: 0, predicted: 0 }, predict, stop.signal, { readShard });
  await parts.next();
  stop.abort(new Error('enough'));
  await expect(parts.next()).rejects.toThrow('enough');
});
