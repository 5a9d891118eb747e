import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gzipped, reader, shippedSpec, testImages } from '@modelfolio/pages/testing/engine-contract';
import { createTfjsEngine } from '@modelfolio/pages/engine/tfjs-engine';
import type { AttributionRequest } from './attribution.ts';
import { noGradients } from './no-gradients.ts';
import { attributionAnswers } from './tfjs-attribution.ts';

const wasm = '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';

describe('explanations', () => {
  const { file, bytes } = gzipped(wasm);
  const spec = shippedSpec('tfjs');
  const engine = createTfjsEngine(
    spec,
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
  const answers = attributionAnswers(engine, spec);
  const calling = { signal: new AbortController().signal, step: () => undefined, transfer: [] };
  const attribute = (request: AttributionRequest) => answers.attribute(request, calling);
  const check = (
    request: AttributionRequest,
    step: (share: number) => void = calling.step,
    signal = calling.signal,
  ) => answers.check(request, { ...calling, step, signal });
  beforeAll(async () => {
    await engine.load(() => undefined, new AbortController().signal);
  });
  afterAll(() => engine.dispose());

  test('add up to the logit’s difference, and name where', async () => {
    const found = await attribute(asked);
    const sum = found.values.reduce((total, value) => total + value, 0);
    expect(found.relativeResidual).toBeLessThanOrEqual(0.01);
    expect(sum).toBeCloseTo((found.logit ?? NaN) - (found.baselineLogit ?? NaN), 1);
    expect(found.regions).toHaveLength(10);
    expect(found.class).toBe(9);
  });

  test('by occlusion and saliency cover the picture', async () => {
    const covered = await attribute({ ...asked, method: 'occlusion' });
    expect(covered).toMatchObject({ steps: 169, relativeResidual: null, baselineLogit: null });
    const slopes = await attribute({ ...asked, method: 'saliency' });
    expect(slopes.values.every((value) => value >= 0)).toBe(true);
    expect(slopes.values).toHaveLength(784);
  });

  test('the newest request wins, and predictions are as before', async () => {
    const image = testImages(1);
    const before = await engine.predict(image);
    const older = attribute(asked);
    const newer = attribute({ ...asked, class: 5, steps: 2, mostSteps: 2 });
    const checking = check({ ...asked, steps: 5, mostSteps: 5 });
    await expect(older).rejects.toMatchObject({ code: 'cancelled' });
    await expect(newer).rejects.toMatchObject({ code: 'cancelled' });
    // While the check has random weights in its copy, predictions use the trained ones.
    await new Promise((later) => setTimeout(later, 100));
    expect((await engine.predict(image)).probabilities).toEqual(before.probabilities);
    const found = await checking;
    expect(found.passed).toBe(true);
    expect(found.layers).toHaveLength(6);
    const again = await attribute({ ...asked, steps: 2, mostSteps: 2 });
    expect(again.logit).toBeCloseTo((await attribute(asked)).logit ?? NaN, 5);
  });

  test('a check that is ended gives the weights back', async () => {
    const few = { ...asked, steps: 5, mostSteps: 5 };
    const before = await attribute(few);
    const stop = new AbortController();
    const checking = check(few, () => stop.abort(), stop.signal);
    await expect(checking).rejects.toMatchObject({ code: 'cancelled' });
    expect((await attribute(few)).values).toEqual(before.values);
  });

  test('a hundred of them leave no tensor behind', async () => {
    const few = { ...asked, steps: 1, mostSteps: 1 };
    await attribute(few);
    const before = memory().numTensors;
    for (let count = 0; count < 100; count++) await attribute(few);
    expect(memory().numTensors).toBe(before);
  });

  test('what cannot be explained is told in one sentence', async () => {
    await expect(attribute({ ...asked, class: 10 })).rejects.toMatchObject({
      code: 'input',
      message: 'there is no class 10; the model has 10',
    });
    await expect(attribute({ ...asked, pixels: new Uint8Array(3) })).rejects.toMatchObject({
      code: 'input',
    });
  });
});

test('a runtime without gradients says that it cannot explain', async () => {
  const refused = { code: 'unsupported', hint: 'TensorFlow.js can.' };
  const asked = { pixels: testImages(1), class: 0, method: 'saliency', steps: 1, mostSteps: 1 } as const;
  const calling = { signal: new AbortController().signal, step: () => undefined, transfer: [] };
  await expect(noGradients.attribute(asked, calling)).rejects.toMatchObject(refused);
  await expect(noGradients.check(asked, calling)).rejects.toMatchObject(refused);
});
