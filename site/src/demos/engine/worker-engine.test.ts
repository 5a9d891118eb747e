import { expect, test } from 'vitest';
import type { AttributionRequest, ImageAttribution } from './attribution.ts';
import type { EngineReply, EngineRequest } from './engine-messages.ts';
import { EngineError, type EngineSpec, type InferenceEngine } from './inference-engine.ts';
import { serveEngine, type WorkerScope } from './serve-engine.ts';
import { createWorkerEngine, type EngineWorker } from './worker-engine.ts';

const spec: EngineSpec = {
  runtime: 'tfjs',
  entry: 'm',
  files: [],
  image: { name: 'x', height: 1, width: 2, probabilities: 'p', classes: 2 },
};

/** A worker in this thread: messages are cloned and arrive later, as a real one's do. */
class PairedWorker extends EventTarget implements EngineWorker {
  terminated = false;
  readonly #inside = new EventTarget();

  constructor(engine: InferenceEngine) {
    super();
    const scope: WorkerScope = {
      addEventListener: (kind, listener) =>
        this.#inside.addEventListener(kind, (event) => listener(event as MessageEvent<EngineRequest>)),
      postMessage: (reply, options) => this.#deliver(this, structuredClone(reply, options)),
    };
    serveEngine(scope, () => engine);
  }

  postMessage(request: EngineRequest): void {
    this.#deliver(this.#inside, structuredClone(request));
  }

  terminate(): void {
    this.terminated = true;
  }

  #deliver(target: EventTarget, data: EngineRequest | EngineReply): void {
    setTimeout(() => {
      if (!this.terminated) target.dispatchEvent(new MessageEvent('message', { data }));
    });
  }
}

function echoEngine(changes: Partial<InferenceEngine> = {}): InferenceEngine {
  return {
    load: async (progress) => {
      progress({ loaded: 1, total: 2 });
      return { description: 'echo', sha256: { m: 'ab' }, bytes: 2 };
    },
    predict: async (batch) => ({ probabilities: Float32Array.from(batch), latencyMs: 1 }),
    run: async (feeds) => ({ outputs: feeds, latencyMs: 1 }),
    batch: () => Promise.reject(new Error('no table')),
    attribute: () => Promise.reject(new Error('no gradients')),
    checkAttribution: () => Promise.reject(new Error('no gradients')),
    dispose: async () => undefined,
    ...changes,
  };
}

const refuse = () => Promise.reject(new EngineError('wasm-refused', 'No.', { hint: 'Read on.' }));
const live = () => new AbortController().signal;

test('passes progress, facts and predictions through, each to its asker', async () => {
  const worker = new PairedWorker(echoEngine());
  const engine = createWorkerEngine(spec, () => worker);
  const steps: unknown[] = [];
  expect(await engine.load((step) => steps.push(step), live())).toMatchObject({ description: 'echo' });
  expect(steps).toEqual([{ loaded: 1, total: 2 }]);
  const answers = await Promise.all([1, 2, 3].map((value) => engine.predict(Uint8Array.of(value, value))));
  expect(answers.map(({ probabilities }) => probabilities[0])).toEqual([1, 2, 3]);
});

test('an error keeps its code, sentence and hint', async () => {
  const worker = new PairedWorker(echoEngine({ load: refuse }));
  await expect(createWorkerEngine(spec, () => worker).load(() => undefined, live())).rejects.toMatchObject({
    code: 'wasm-refused',
    message: 'No.',
    hint: 'Read on.',
  });
  expect(worker.terminated).toBe(true);
});

test('an error without a code does not reach the visitor as it is', async () => {
  const worker = new PairedWorker(echoEngine({ predict: () => Promise.reject(new Error('at 0x7f')) }));
  const engine = createWorkerEngine(spec, () => worker);
  await engine.load(() => undefined, live());
  await expect(engine.predict(Uint8Array.of(1, 2))).rejects.toMatchObject({
    code: 'model',
    message: 'The model stopped working in this browser.',
  });
});

test('cancelling ends the worker at once', async () => {
  const worker = new PairedWorker(echoEngine({ load: () => new Promise(() => undefined) }));
  const abort = new AbortController();
  const loading = createWorkerEngine(spec, () => worker).load(() => undefined, abort.signal);
  abort.abort();
  await expect(loading).rejects.toMatchObject({ code: 'cancelled' });
  expect(worker.terminated).toBe(true);
});

test('a worker that cannot start fails the load', async () => {
  const worker = new PairedWorker(echoEngine({ load: () => new Promise(() => undefined) }));
  const loading = createWorkerEngine(spec, () => worker).load(() => undefined, live());
  worker.dispatchEvent(new Event('error', { cancelable: true }));
  await expect(loading).rejects.toMatchObject({ code: 'download' });
});

const asked: AttributionRequest = {
  pixels: Uint8Array.of(1, 2),
  class: 1,
  method: 'integrated-gradients',
  steps: 5,
  mostSteps: 10,
};

test('explanations and the progress of a check come through', async () => {
  const attribution: ImageAttribution = {
    method: 'saliency',
    class: 1,
    values: Float32Array.of(1, -2),
    regions: [],
    steps: 5,
    logit: 1,
    baselineLogit: null,
    relativeResidual: null,
    latencyMs: 3,
  };
  const check = { passed: true, limit: 0.5, draws: 1, layers: [] };
  const received: AttributionRequest[] = [];
  const worker = new PairedWorker(
    echoEngine({
      attribute: async (request) => {
        received.push(request);
        return { ...attribution, values: attribution.values.slice() };
      },
      checkAttribution: async (_, progress) => {
        progress(0.5);
        return check;
      },
    }),
  );
  const engine = createWorkerEngine(spec, () => worker);
  await engine.load(() => undefined, live());
  expect(await engine.attribute(asked)).toEqual(attribution);
  expect(received).toEqual([asked]);
  const shares: number[] = [];
  expect(await engine.checkAttribution(asked, (share) => shares.push(share))).toEqual(check);
  expect(shares).toEqual([0.5]);
});

test('an explanation ends when its signal is aborted, and the worker lives on', async () => {
  const waits: InferenceEngine['attribute'] = (_, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new EngineError('cancelled', 'Cancelled.')));
    });
  const worker = new PairedWorker(echoEngine({ attribute: waits }));
  const engine = createWorkerEngine(spec, () => worker);
  await engine.load(() => undefined, live());
  const stop = new AbortController();
  const explaining = engine.attribute(asked, stop.signal);
  setTimeout(() => stop.abort(), 5);
  await expect(explaining).rejects.toMatchObject({ code: 'cancelled' });
  await expect(engine.attribute(asked, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect((await engine.predict(Uint8Array.of(1, 2))).probabilities).toEqual(Float32Array.of(1, 2));
});
