import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttributionRequest } from './attribution.ts';
import { describeEngine, gzipped, reader, shippedSpec, testImages } from './engine-contract.ts';
import { createTfjsEngine } from './tfjs-engine.ts';

const wasm = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';

describeEngine('tfjs', wasm, createTfjsEngine);

test('a hundred predictions leave no tensor behind, and disposing frees the weights', async () => {
  const { file, bytes } = gzipped(wasm);
  const before = memory().numTensors;
  const engine = createTfjsEngine(
    shippedSpec('tfjs'),
    file,
    reader(bytes, (_, content) => content),
  );
  await engine.load(() => undefined, new AbortController().signal);
  const loaded = memory().numTensors;
  expect(loaded).toBeGreaterThan(before);
  const image = testImages(1);
  for (let count = 0; count < 100; count++) await engine.predict(image);
  expect(memory().numTensors).toBe(loaded);
  await engine.dispose();
  expect(memory().numTensors).toBe(before);
});

describe('explanations', () => {
  const { file, bytes } = gzipped(wasm);
  const engine = createTfjsEngine(
    shippedSpec('tfjs'),
    file,
    reader(bytes, (_, content) => content),
  );
  const asked: AttributionRequest = {
    pixels: testImages(1),
    class: 9,
    method: 'integrated-gradients',
    steps: 50,
    mostSteps: 800,
  };
  beforeAll(async () => {
    await engine.load(() => undefined, new AbortController().signal);
  });
  afterAll(() => engine.dispose());

  test('add up to the logit’s difference, and name where', async () => {
    const found = await engine.attribute(asked);
    const sum = found.values.reduce((total, value) => total + value, 0);
    expect(found.relativeResidual).toBeLessThanOrEqual(0.01);
    expect(sum).toBeCloseTo((found.logit ?? NaN) - (found.baselineLogit ?? NaN), 1);
    expect(found.regions).toHaveLength(10);
    expect(found.class).toBe(9);
  });

  test('by occlusion and saliency cover the picture', async () => {
    const covered = await engine.attribute({ ...asked, method: 'occlusion' });
    expect(covered).toMatchObject({ steps: 169, relativeResidual: null, baselineLogit: null });
    const slopes = await engine.attribute({ ...asked, method: 'saliency' });
    expect(slopes.values.every((value) => value >= 0)).toBe(true);
    expect(slopes.values).toHaveLength(784);
  });

  test('the newest request wins, and predictions are as before', async () => {
    const image = testImages(1);
    const before = await engine.predict(image);
    const older = engine.attribute(asked);
    const newer = engine.attribute({ ...asked, class: 5, steps: 2, mostSteps: 2 });
    const checking = engine.checkAttribution({ ...asked, steps: 5, mostSteps: 5 }, () => undefined);
    await expect(older).rejects.toMatchObject({ code: 'cancelled' });
    await expect(newer).rejects.toMatchObject({ code: 'cancelled' });
    // While the check has random weights in its copy, predictions use the trained ones.
    await new Promise((later) => setTimeout(later, 100));
    expect((await engine.predict(image)).probabilities).toEqual(before.probabilities);
    const check = await checking;
    expect(check.passed).toBe(true);
    expect(check.layers).toHaveLength(6);
    const again = await engine.attribute({ ...asked, steps: 2, mostSteps: 2 });
    expect(again.logit).toBeCloseTo((await engine.attribute(asked)).logit ?? NaN, 5);
  });

  test('a check that is ended gives the weights back', async () => {
    const few = { ...asked, steps: 5, mostSteps: 5 };
    const before = await engine.attribute(few);
    const stop = new AbortController();
    const checking = engine.checkAttribution(few, () => stop.abort(), stop.signal);
    await expect(checking).rejects.toMatchObject({ code: 'cancelled' });
    expect((await engine.attribute(few)).values).toEqual(before.values);
  });

  test('a hundred of them leave no tensor behind', async () => {
    const few = { ...asked, steps: 1, mostSteps: 1 };
    await engine.attribute(few);
    const before = memory().numTensors;
    for (let count = 0; count < 100; count++) await engine.attribute(few);
    expect(memory().numTensors).toBe(before);
  });

  test('what cannot be explained is told in one sentence', async () => {
    await expect(engine.attribute({ ...asked, class: 10 })).rejects.toMatchObject({
      code: 'input',
      message: 'there is no class 10; the model has 10',
    });
    await expect(engine.attribute({ ...asked, pixels: new Uint8Array(3) })).rejects.toMatchObject({
      code: 'input',
    });
  });
});
