// Explanations of the shipped garment classifier, on the backend that the site runs it with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { memory } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { logitsOf, shippedLogits, startWasm } from '../../test/shipped-logits.ts';
import type { ImageInput, Logits } from './image-model.ts';
import { integratedGradients } from './integrated-gradients.ts';
import { occlusion } from './occlusion.ts';
import { randomisedWeights } from './randomised-weights.ts';
import { saliency } from './saliency.ts';

const area = 28 * 28;
const shard = join(import.meta.dirname, '../../../../models/fashion-mnist/evaluation');
const names = JSON.parse(readFileSync(join(shard, '../manifest.json'), 'utf8')) as {
  evaluationSet: { shards: { images: { path: string } }[] };
};
const bytes = gunzipSync(
  readFileSync(join(shard, '..', names.evaluationSet.shards[0]?.images.path ?? '')),
).subarray(16);
const testImage = (index: number): ImageInput => ({
  values: Float32Array.from(bytes.subarray(index * area, (index + 1) * area)),
  height: 28,
  width: 28,
  channels: 1,
});

let model: LayersModel;
let logits: Logits;
beforeAll(async () => {
  await startWasm();
  model = await shippedLogits();
  logits = logitsOf(model);
});
afterAll(() => model.dispose());

test('a hundred explanations leave no tensor behind', async () => {
  const image = testImage(0);
  await integratedGradients(logits, image, 9, { steps: 2, mostSteps: 2 });
  const before = memory().numTensors;
  for (let count = 0; count < 34; count++) {
    await integratedGradients(logits, image, 9, { steps: 2, mostSteps: 2 });
    saliency(logits, image, 9);
    await occlusion(logits, image, 9, { window: 14, stride: 14 });
  }
  expect(memory().numTensors).toBe(before);
});

describe('integrated gradients', () => {
  test('add up to the difference of the logits, within 1 % after doubling', async () => {
    for (const [index, label] of [9, 2, 1, 1].entries()) {
      const found = await integratedGradients(logits, testImage(index), label);
      const total = found.values.reduce((sum, value) => sum + value, 0);
      expect(total - (found.logit - found.baselineLogit)).toBeCloseTo(found.residual, 4);
      expect(found.relativeResidual).toBeLessThanOrEqual(0.01);
      expect([50, 100, 200, 400]).toContain(found.steps);
    }
  });

  test('do not depend on the batch', async () => {
    const one = await integratedGradients(logits, testImage(1), 2, { batch: 1, mostSteps: 50 });
    const other = await integratedGradients(logits, testImage(1), 2, { batch: 50, mostSteps: 50 });
    const most = Math.max(...one.values.map(Math.abs));
    other.values.forEach((value, at) =>
      expect(Math.abs(value - (one.values[at] ?? NaN))).toBeLessThan(1e-5 * most),
    );
  });

  test('stop after the most steps, and tell how far they are off', async () => {
    const found = await integratedGradients(logits, testImage(0), 9, {
      steps: 2,
      mostSteps: 5,
      tolerance: 0,
    });
    expect(found.steps).toBe(4);
    expect(found.residual).not.toBe(0);
  });

  test('of the baseline itself are zero', async () => {
    const image = testImage(0);
    const found = await integratedGradients(logits, image, 9, { baseline: image.values });
    expect(found.values.every((value) => value === 0)).toBe(true);
    expect(found).toMatchObject({ steps: 50, residual: 0, relativeResidual: null });
  });

  test('stop when aborted', async () => {
    const stop = new AbortController();
    const progress = () => stop.abort(new Error('enough'));
    const { signal } = stop;
    await expect(integratedGradients(logits, testImage(0), 9, { signal, progress })).rejects.toThrow(
      'enough',
    );
  });
});

test('occlusion tells how far each covered window moves the logit', async () => {
  const image = testImage(0);
  const { values, windows, logit } = await occlusion(logits, image, 9, { window: 14, stride: 14 });
  expect(windows).toBe(4);
  const covered = image.values.map((value, at) => (at % 28 < 14 && at < area / 2 ? 0 : value));
  const { logit: without } = await occlusion(logits, { ...image, values: covered }, 9, { window: 14 });
  expect(values[0]).toBeCloseTo(logit - without, 4);
});

describe('random weights', () => {
  const explain = async () =>
    (await integratedGradients(logits, testImage(2), 1, { steps: 10, mostSteps: 10 })).values;

  test('change the explanation, layer by layer from the top, and are taken back', async () => {
    const before = await explain();
    const tensors = memory().numTensors;
    const found = await randomisedWeights(model.layers, explain, { height: 28, width: 28 });
    expect(memory().numTensors).toBe(tensors);
    expect(await explain()).toEqual(before);
    expect(found.layers.map(({ layer }) => layer)).toEqual([
      'dense6',
      'conv4',
      'conv3',
      'conv2',
      'conv1',
      'conv0',
    ]);
    expect(found.passed).toBe(true);
    expect(Math.abs(found.layers.at(-1)?.rankCorrelation ?? 1)).toBeLessThan(0.5);
    const same = await randomisedWeights(model.layers, explain, { height: 28, width: 28 });
    expect(same).toEqual(found);
  });

  test('do not change an explanation that only looks at the picture: it fails', async () => {
    const found = await randomisedWeights(model.layers, () => testImage(2).values, { height: 28, width: 28 });
    expect(found.passed).toBe(false);
    for (const layer of found.layers)
      expect(layer).toMatchObject({
        rankCorrelation: expect.closeTo(1, 12),
        structuralSimilarity: expect.closeTo(1, 12),
      });
  });

  test('are taken back after a failure', async () => {
    const before = await explain();
    let calls = 0;
    const failing = async () => {
      if (++calls === 3) throw new Error('no');
      return explain();
    };
    await expect(randomisedWeights(model.layers, failing, { height: 28, width: 28 })).rejects.toThrow('no');
    expect(await explain()).toEqual(before);
  });
});

test.each([
  [() => integratedGradients(logits, testImage(0), 10), 'there is no class 10; the model has 10'],
  [
    () => integratedGradients(logits, { ...testImage(0), width: 27 }, 1),
    'the image: 784 values, expected 28×27×1',
  ],
  [() => integratedGradients(logits, testImage(0), 1, { baseline: NaN }), 'the baseline: value 0 is NaN'],
  [
    () => integratedGradients(logits, testImage(0), 1, { steps: 0 }),
    'steps: 0, expected a whole number from 1',
  ],
  [
    () => occlusion(logits, testImage(0), 1, { window: 29 }),
    'window: 29, expected a whole number from 1 to 28',
  ],
  [() => occlusion(logits, testImage(0), 1, { window: 3, stride: 4 }), 'stride: 4, expected a whole number'],
  [
    () => randomisedWeights([], () => new Float32Array(784), { height: 28, width: 28 }),
    'no weights to randomise',
  ],
])('what cannot be explained is told: %#', async (ask, message) => {
  await expect(ask()).rejects.toThrow(message);
});
