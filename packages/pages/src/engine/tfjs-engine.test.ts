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
