import { expect, test } from 'vitest';
import type { Pixels } from './drawing/drawing.ts';
import { EngineSession } from './engine-session.ts';
import {
  EngineError,
  type InferenceEngine,
  type LoadedEngine,
  type Prediction,
} from './engine/inference-engine.ts';

const loadedEngine: LoadedEngine = { description: 'fake', sha256: {}, bytes: 3 };
const picture = (value: number): Pixels => Uint8Array.of(value);
/** Lets every promise that can settle do so. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** An engine whose promises the test settles. */
function fakeEngine() {
  const loads = Promise.withResolvers<LoadedEngine>();
  const predictions: {
    batch: number;
    resolve: (prediction: Prediction) => void;
    reject: (error: Error) => void;
  }[] = [];
  let disposed = 0;
  const engine: InferenceEngine = {
    load: (progress, signal) => {
      progress({ loaded: 1, total: 3 });
      signal.addEventListener('abort', () => loads.reject(new EngineError('cancelled', 'Cancelled.')));
      return loads.promise;
    },
    predict: (batch) =>
      new Promise((resolve, reject) => predictions.push({ batch: batch[0] ?? -1, resolve, reject })),
    run: async (feeds) => ({ outputs: feeds, latencyMs: 1 }),
    batch: () => Promise.reject(new Error('no table')),
    attribute: () => Promise.reject(new Error('no gradients')),
    checkAttribution: () => Promise.reject(new Error('no gradients')),
    dispose: async () => void disposed++,
  };
  const answer = (place: number) =>
    predictions[place]?.resolve({ probabilities: Float32Array.of(1), latencyMs: 1 });
  return { engine, loads, predictions, answer, disposed: () => disposed };
}

test('nothing is made before the first picture', async () => {
  let made = 0;
  const session = new EngineSession(
    () => (made++, fakeEngine().engine),
    () => undefined,
  );
  session.show(null);
  await settle();
  expect(made).toBe(0);
  session.show(picture(1));
  expect(made).toBe(1);
  expect(session.state).toEqual({ phase: 'loading', loaded: 1, total: 3 });
});

test('while loading and while predicting, only the latest picture counts', async () => {
  const fake = fakeEngine();
  const session = new EngineSession(
    () => fake.engine,
    () => undefined,
  );
  for (const value of [1, 2, 3]) session.show(picture(value));
  fake.loads.resolve(loadedEngine);
  await settle();
  expect(fake.predictions.map(({ batch }) => batch)).toEqual([3]);
  for (const value of [4, 5, 6]) session.show(picture(value));
  fake.answer(0);
  await settle();
  expect(session.answer?.pixels).toEqual(picture(3));
  expect(fake.predictions.map(({ batch }) => batch)).toEqual([3, 6]);
  fake.answer(1);
  await settle();
  expect(session.answer?.pixels).toEqual(picture(6));
  expect(fake.predictions).toHaveLength(2);
});

test('cancelling frees the engine, and the next picture makes another', async () => {
  const fakes = [fakeEngine(), fakeEngine()];
  let made = 0;
  const session = new EngineSession(
    () => (fakes[made++] as (typeof fakes)[number]).engine,
    () => undefined,
  );
  session.show(picture(1));
  session.cancel();
  await settle();
  expect(session.state).toEqual({ phase: 'idle' });
  expect(fakes[0]?.disposed()).toBe(1);
  session.show(picture(2));
  expect(made).toBe(2);
});

test('a failure is told once and can be tried again', async () => {
  const fakes = [fakeEngine(), fakeEngine()];
  let made = 0;
  const session = new EngineSession(
    () => (fakes[made++] as (typeof fakes)[number]).engine,
    () => undefined,
  );
  session.show(picture(1));
  fakes[0]?.loads.reject(new EngineError('download', 'gone', { hint: 'again' }));
  await settle();
  expect(session.state).toEqual({ phase: 'failed', message: 'gone', hint: 'again' });
  session.show(picture(2));
  expect(made).toBe(1);
  session.retry();
  fakes[1]?.loads.resolve(loadedEngine);
  await settle();
  expect(fakes[1]?.predictions.map(({ batch }) => batch)).toEqual([2]);
});

test('clearing the picture takes its answer away, even one that is still on its way', async () => {
  const fake = fakeEngine();
  const session = new EngineSession(
    () => fake.engine,
    () => undefined,
  );
  session.show(picture(1));
  fake.loads.resolve(loadedEngine);
  await settle();
  session.show(null);
  fake.answer(0);
  await settle();
  expect(session.answer).toBeNull();
});

test('an engine that breaks while predicting is let go', async () => {
  const fake = fakeEngine();
  const session = new EngineSession(
    () => fake.engine,
    () => undefined,
  );
  session.show(picture(1));
  fake.loads.resolve(loadedEngine);
  await settle();
  fake.predictions[0]?.reject(new Error('out of memory'));
  await settle();
  expect(session.state).toMatchObject({
    phase: 'failed',
    message: 'The model stopped working in this browser.',
  });
  expect(fake.disposed()).toBe(1);
});

test('the engine is handed to whoever wants more of it, and loaded where nothing has yet', async () => {
  const fake = fakeEngine();
  const session = new EngineSession(
    () => fake.engine,
    () => undefined,
  );
  const engine = session.engine();
  expect(session.state.phase).toBe('loading');
  fake.loads.resolve(loadedEngine);
  expect(await engine).toBe(fake.engine);
  expect(await session.engine()).toBe(fake.engine);
});

test('where the engine cannot be loaded, that is what is told', async () => {
  const fake = fakeEngine();
  const session = new EngineSession(
    () => fake.engine,
    () => undefined,
  );
  const engine = session.engine();
  fake.loads.reject(new EngineError('download', 'No network.'));
  await expect(engine).rejects.toMatchObject({ message: 'No network.' });
});
