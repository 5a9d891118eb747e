import { expect, test } from 'vitest';
import type { EngineReply, EngineRequest } from './engine-messages.ts';
import { EngineError, type EngineSpec, type InferenceEngine } from './inference-engine.ts';
import { serveEngine, type WorkerScope } from './serve-engine.ts';
import { createWorkerEngine, type EngineWorker } from './worker-engine.ts';

const spec: EngineSpec = {
  runtime: 'tfjs',
  entry: 'm',
  files: [],
  input: { name: 'x', height: 1, width: 2 },
  probabilities: 'p',
  classes: 2,
};

/** A worker in this thread: messages are cloned and arrive later, as a real one's do. */
function pairedWorker(engine: InferenceEngine) {
  let terminated = false;
  const scope: WorkerScope = {
    onmessage: null,
    postMessage: (reply, options) => {
      const data = structuredClone(reply, options);
      setTimeout(
        () => !terminated && worker.onmessage?.call(worker as Worker, { data } as MessageEvent<EngineReply>),
      );
    },
  };
  const worker: EngineWorker = {
    onmessage: null,
    onerror: null,
    postMessage: (request) => {
      const data = structuredClone(request);
      setTimeout(() => !terminated && scope.onmessage?.({ data } as MessageEvent<EngineRequest>));
    },
    terminate: () => (terminated = true),
  };
  serveEngine(scope, () => engine);
  return { worker, terminated: () => terminated };
}

function echoEngine(changes: Partial<InferenceEngine> = {}): InferenceEngine {
  return {
    load: async (progress) => {
      progress({ loaded: 1, total: 2 });
      return { description: 'echo', sha256: { m: 'ab' }, bytes: 2 };
    },
    predict: async (batch) => ({ probabilities: Float32Array.from(batch), latencyMs: 1 }),
    dispose: async () => undefined,
    ...changes,
  };
}

const live = () => new AbortController().signal;

test('passes progress, facts and predictions through, each to its asker', async () => {
  const { worker } = pairedWorker(echoEngine());
  const engine = createWorkerEngine(spec, () => worker);
  const steps: unknown[] = [];
  expect(await engine.load((step) => steps.push(step), live())).toMatchObject({ description: 'echo' });
  expect(steps).toEqual([{ loaded: 1, total: 2 }]);
  const answers = await Promise.all([1, 2, 3].map((value) => engine.predict(Uint8Array.of(value, value))));
  expect(answers.map(({ probabilities }) => probabilities[0])).toEqual([1, 2, 3]);
});

test('an error keeps its code, sentence and hint', async () => {
  const refuse = () => Promise.reject(new EngineError('wasm-refused', 'No.', { hint: 'Read on.' }));
  const { worker, terminated } = pairedWorker(echoEngine({ load: refuse }));
  await expect(createWorkerEngine(spec, () => worker).load(() => undefined, live())).rejects.toMatchObject({
    code: 'wasm-refused',
    message: 'No.',
    hint: 'Read on.',
  });
  expect(terminated()).toBe(true);
});

test('an error without a code does not reach the visitor as it is', async () => {
  const { worker } = pairedWorker(echoEngine({ predict: () => Promise.reject(new Error('at 0x7f')) }));
  const engine = createWorkerEngine(spec, () => worker);
  await engine.load(() => undefined, live());
  await expect(engine.predict(Uint8Array.of(1, 2))).rejects.toMatchObject({
    code: 'model',
    message: 'The model stopped working in this browser.',
  });
});

test('cancelling ends the worker at once', async () => {
  const { worker, terminated } = pairedWorker(echoEngine({ load: () => new Promise(() => undefined) }));
  const abort = new AbortController();
  const loading = createWorkerEngine(spec, () => worker).load(() => undefined, abort.signal);
  abort.abort();
  await expect(loading).rejects.toMatchObject({ code: 'cancelled' });
  expect(terminated()).toBe(true);
});

test('a worker that cannot start fails the load', async () => {
  const { worker } = pairedWorker(echoEngine({ load: () => new Promise(() => undefined) }));
  const loading = createWorkerEngine(spec, () => worker).load(() => undefined, live());
  worker.onerror?.call(worker as Worker, new Event('error', { cancelable: true }) as ErrorEvent);
  await expect(loading).rejects.toMatchObject({ code: 'download' });
});
