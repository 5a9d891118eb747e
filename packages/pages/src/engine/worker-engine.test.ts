import { expect, test } from 'vitest';
import { PairedWorker } from '../../test/paired-worker.ts';
import { DemoError } from '../demo-error.ts';
import type { Answers } from '../worker/serve-calls.ts';
import type { EngineSpec, InferenceEngine } from './inference-engine.ts';
import { serveEngine } from './serve-engine.ts';
import { createWorkerEngine } from './worker-engine.ts';

const spec: EngineSpec = {
  runtime: 'tfjs',
  entry: 'm',
  files: [],
  image: { name: 'x', height: 1, width: 2, probabilities: 'p', classes: 2 },
};

type More = { mean(numbers: number[], step?: (done: number) => void): number };

const mean: Answers<More>['mean'] = async (numbers, { step, signal }) => {
  step(0.5);
  if (numbers.length === 0)
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
};

/** A worker whose engine gives back what it is given. */
function echo(changes: Partial<InferenceEngine> = {}): PairedWorker {
  const engine: InferenceEngine = {
    load: async (progress) => {
      progress({ loaded: 1, total: 2 });
      return { description: 'echo', sha256: { m: 'ab' }, bytes: 2 };
    },
    predict: async (batch) => ({ probabilities: Float32Array.from(batch), latencyMs: 1 }),
    run: async (feeds) => ({ outputs: feeds, latencyMs: 1 }),
    dispose: async () => undefined,
    ...changes,
  };
  return new PairedWorker((scope) => serveEngine<More>(scope, () => ({ engine, more: { mean } })));
}

const refuse = () => Promise.reject(new DemoError('wasm-refused', 'No.', { hint: 'Read on.' }));
const live = () => new AbortController().signal;

async function loaded(worker: PairedWorker) {
  const engine = createWorkerEngine<More>(spec, () => worker);
  await engine.load(() => undefined, live());
  return engine;
}

test('passes progress, facts and predictions through, each to its asker', async () => {
  const engine = createWorkerEngine(spec, () => echo());
  const steps: unknown[] = [];
  expect(await engine.load((step) => steps.push(step), live())).toMatchObject({ description: 'echo' });
  expect(steps).toEqual([{ loaded: 1, total: 2 }]);
  const answers = await Promise.all([1, 2, 3].map((value) => engine.predict(Uint8Array.of(value, value))));
  expect(answers.map(({ probabilities }) => probabilities[0])).toEqual([1, 2, 3]);
  const x = { type: 'float32', data: Float32Array.of(4), shape: [1] } as const;
  expect((await engine.run({ x }, ['x'])).outputs).toEqual({ x });
});

test('what else the worker answers is asked by name, with progress', async () => {
  const engine = await loaded(echo());
  const told: number[] = [];
  expect(await engine.ask('mean', [1, 2, 6], { step: (share) => told.push(share) })).toBe(3);
  expect(told).toEqual([0.5]);
});

test('an error keeps its code, sentence and hint, and ends the worker', async () => {
  const worker = echo({ load: refuse });
  await expect(createWorkerEngine(spec, () => worker).load(() => undefined, live())).rejects.toMatchObject({
    code: 'wasm-refused',
    reason: 'No.',
    hint: 'Read on.',
  });
  expect(worker.terminated).toBe(true);
});

test('an error without a code does not reach the visitor as it is', async () => {
  const engine = await loaded(echo({ predict: () => Promise.reject(new Error('at 0x7f')) }));
  await expect(engine.predict(Uint8Array.of(1, 2))).rejects.toMatchObject({
    code: 'model',
    reason: 'The model stopped working in this browser.',
  });
});

test('cancelling a load ends the worker at once', async () => {
  const worker = echo({ load: () => new Promise(() => undefined) });
  const abort = new AbortController();
  const engine = createWorkerEngine(spec, () => worker);
  const loading = engine.load(() => undefined, abort.signal);
  abort.abort();
  await expect(loading).rejects.toMatchObject({ code: 'cancelled' });
  expect(worker.terminated).toBe(true);
  const unneeded = createWorkerEngine(spec, () => {
    throw new Error('no worker is started');
  });
  await expect(unneeded.load(() => undefined, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
});

test('disposing ends what is asked, and nothing can be asked afterwards', async () => {
  const worker = echo({ predict: () => new Promise(() => undefined) });
  const engine = await loaded(worker);
  const asked = engine.predict(Uint8Array.of(1, 2));
  await engine.dispose();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  expect(worker.terminated).toBe(true);
  await expect(engine.predict(Uint8Array.of(1, 2))).rejects.toMatchObject({ code: 'model' });
});

test('a worker that cannot start fails the load', async () => {
  const worker = echo({ load: () => new Promise(() => undefined) });
  const loading = createWorkerEngine(spec, () => worker).load(() => undefined, live());
  worker.dispatchEvent(new Event('error', { cancelable: true }));
  await expect(loading).rejects.toMatchObject({ code: 'download' });
});

test('nothing is answered before the model is loaded', async () => {
  await expect(createWorkerEngine(spec, () => echo()).predict(Uint8Array.of(1))).rejects.toMatchObject({
    code: 'model',
    reason: 'The model is not loaded.',
  });
});

test('what else is asked ends when its signal is aborted, and the worker lives on', async () => {
  const engine = await loaded(echo());
  const stop = new AbortController();
  const asking = engine.ask('mean', [], { signal: stop.signal });
  setTimeout(() => stop.abort(), 5);
  await expect(asking).rejects.toMatchObject({ code: 'cancelled' });
  expect((await engine.predict(Uint8Array.of(1, 2))).probabilities).toEqual(Float32Array.of(1, 2));
});
