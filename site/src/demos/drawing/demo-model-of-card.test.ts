import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelCard, type ModelCard } from '@modelfolio/schemas';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { demoModelOfCard, greyPng } from './demo-model-of-card.ts';
import { samplePixels } from './sample-pixels.ts';
import { readTestImage, shardOfRow } from './test-set.ts';

const root = join(import.meta.dirname, '../../../..');
const cards = readdirSync(join(root, 'content/models')).map((name) =>
  modelCard.parse(JSON.parse(readFileSync(join(root, 'content/models', name), 'utf8'))),
);
const card = cards.find(({ id }) => id === 'fashion-mnist') as ModelCard;
const live = new AbortController().signal;

test('offers the light runtime first and one sample of each class', () => {
  const model = demoModelOfCard(card, root);
  expect(model?.engines.map(({ runtime }) => runtime)).toEqual(['tfjs', 'ort']);
  expect(model?.samples.map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(model?.rows).toBe(10_000);
});

test('a sample is the very test image of its number', async () => {
  const model = demoModelOfCard(card, root);
  if (!model) throw new Error('no demo');
  const paths = new Map(
    (card.manifest.evaluationSet?.format === 'idx-gz' ? card.manifest.evaluationSet.shards : []).flatMap(
      ({ images, labels }) => [images, labels].map(({ sha256, path }) => [sha256, path] as const),
    ),
  );
  const fromDisk = async ({ sha256 }: { sha256: string }) =>
    Uint8Array.from(readFileSync(join(root, 'models/fashion-mnist', paths.get(sha256) ?? '')));
  for (const { index, label, png } of model.samples) {
    const image = await readTestImage(model, index, () => undefined, live, fromDisk);
    expect(image).toEqual({ pixels: await samplePixels(png, model), label });
  }
});

test('there is no demo for a model that cannot be drawn for', () => {
  const tabular: ModelCard = {
    ...card,
    manifest: { ...card.manifest, input: { kind: 'tensor', input: 'x' } },
  };
  expect(demoModelOfCard(tabular, root)).toBeNull();
});

test('a PNG gives every pixel back', async () => {
  const size = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(
      size,
      size,
      fc.uint8Array({ minLength: 81, maxLength: 81 }),
      async (width, height, noise) => {
        const pixels = Uint8Array.from(noise.subarray(0, width * height));
        expect(await samplePixels(greyPng(pixels, width, height), { width, height })).toEqual(pixels);
      },
    ),
    { numRuns: 30 },
  );
});

test('rows are found in their shard', () => {
  const shards = [{ rows: 3 }, { rows: 2 }];
  expect([0, 2, 3, 4].map((row) => shardOfRow(shards, row))).toEqual([0, 0, 1, 1]);
});
