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
