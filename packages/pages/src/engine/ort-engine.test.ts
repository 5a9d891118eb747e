import { expect, test } from 'vitest';
import { agreement } from '../ranking.ts';
import { describeEngine, gzipped, reader, shippedSpec, testImages } from '../../test/engine-contract.ts';
import { createOrtEngine, ortThreads } from './ort-engine.ts';
import { createTfjsEngine } from './tfjs-engine.ts';

const wasm = 'onnxruntime-web/ort-wasm-simd-threaded.wasm';

describeEngine('ort', wasm, (spec, file, read) =>
  createOrtEngine(spec, { wasm: file, loaderUrl: undefined, threads: 1 }, read),
);

test('threads are for isolated pages only, half the cores and at most four', () => {
  expect(ortThreads(false, 16)).toBe(1);
  expect([1, 2, 3, 8, 64].map((cores) => ortThreads(true, cores))).toEqual([1, 1, 2, 4, 4]);
});

test('both runtimes give the same probabilities to 1e-5', async () => {
  const keep = (_: string, bytes: Buffer) => bytes;
  const light = gzipped('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');
  const heavy = gzipped(wasm);
  const engines = [
    createTfjsEngine(shippedSpec('tfjs'), light.file, reader(light.bytes, keep)),
    createOrtEngine(
      shippedSpec('ort'),
      { wasm: heavy.file, loaderUrl: undefined, threads: 1 },
      reader(heavy.bytes, keep),
    ),
  ];
  const answers = await Promise.all(
    engines.map(async (engine) => {
      await engine.load(() => undefined, new AbortController().signal);
      return (await engine.predict(testImages(500))).probabilities;
    }),
  );
  expect(agreement(answers[0] ?? [], answers[1] ?? []).maxDifference).toBeLessThanOrEqual(1e-5);
  await Promise.all(engines.map((engine) => engine.dispose()));
});

test('an engine answers only what its model has, once it is loaded', async () => {
  const { file, bytes } = gzipped(wasm);
  const spec = shippedSpec('ort');
  const engine = createOrtEngine(
    spec,
    { wasm: file, loaderUrl: undefined, threads: 1 },
    reader(bytes, (_, content) => content),
  );
  const image = { type: 'uint8', data: new Uint8Array(784), shape: [1, 28, 28] } as const;
  await expect(engine.run({ image }, [])).rejects.toThrow('The model is not loaded.');
  await engine.load(() => undefined, new AbortController().signal);
  await expect(engine.run({ picture: image }, ['nothing'])).rejects.toThrow(
    `${spec.entry}: no input or output named picture, nothing`,
  );
  const wrong = { ...image, shape: [1, 784] };
  await expect(engine.run({ image: wrong }, ['probabilities'])).rejects.toMatchObject({
    code: 'input',
    message: expect.stringMatching(/^The model refuses this input: [^\n]+$/),
  });
  await engine.dispose();
  await expect(engine.run({ image }, [])).rejects.toThrow('The model is not loaded.');
});
