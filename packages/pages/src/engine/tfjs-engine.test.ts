import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeEngine, gzipped, reader, shippedSpec, testImages } from '../../test/engine-contract.ts';
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

test('an engine answers whatever numbers fit its input, once it is loaded', async () => {
  const { file, bytes } = gzipped(wasm);
  const spec = shippedSpec('tfjs');
  const engine = createTfjsEngine(
    spec,
    file,
    reader(bytes, (_, content) => content),
  );
  const pixels = testImages(2);
  const image = { type: 'uint8', data: pixels, shape: [2, 28, 28] } as const;
  await expect(engine.run({ image }, ['p'])).rejects.toThrow('The model is not loaded.');
  await expect(engine.predict(pixels)).rejects.toThrow('The model is not loaded.');
  await engine.load(() => undefined, new AbortController().signal);
  const { outputs } = await engine.run({ image }, ['p', 'label']);
  expect(Object.keys(outputs)).toEqual(['p']);
  expect(outputs['p']?.shape).toEqual([2, 10]);
  expect([...(outputs['p']?.data ?? [])]).toEqual([...(await engine.predict(pixels)).probabilities]);
  const words = { type: 'string', data: ['a'], shape: [1] } as const;
  await expect(engine.run({ image: words }, ['p'])).rejects.toThrow(/: no numbers for the input /);
  await expect(engine.run({}, ['p'])).rejects.toThrow(`${spec.entry}: no numbers for the input`);
  await engine.dispose();
  await expect(engine.run({ image }, ['p'])).rejects.toThrow('The model is not loaded.');
});
