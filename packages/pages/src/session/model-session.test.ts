import { expect, test } from 'vitest';
import { ModelSession } from './model-session.ts';
import { Failure } from '@modelfolio/failures';
import { DemoError } from '../demo-error.ts';
import type { InferenceEngine, LoadedEngine, Prediction } from '../engine/inference-engine.ts';

const loadedEngine: LoadedEngine = { description: 'fake', sha256: {}, bytes: 3 };
type Pixels = Uint8Array<ArrayBuffer>;
type Answer = { pixels: Pixels } & Prediction;
const picture = (value: number): Pixels => Uint8Array.of(value);

/** A session that predicts pictures. */
const sessionOf = (create: () => InferenceEngine) =>
  new ModelSession<InferenceEngine, Pixels, Answer>(
    create,
    async (engine, pixels) => ({ pixels, ...(await engine.predict(pixels)) }),
    () => undefined,
  );

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
      signal.addEventListener('abort', () => loads.reject(new DemoError('cancelled', 'Cancelled.')));
      return loads.promise;
    },
    predict: (batch) =>
      new Promise((resolve, reject) => predictions.push({ batch: batch[0] ?? -1, resolve, reject })),
    run: async (feeds) => ({ outputs: feeds, latencyMs: 1 }),
    dispose: async () => void disposed++,
  };
  const answer = (place: number) =>
    predictions[place]?.resolve({ probabilities: Float32Array.of(1), latencyMs: 1 });
  return { engine, loads, predictions, answer, disposed: () => disposed };
}

/** A session that is loaded and predicts a picture. */
async function predicting() {
  const fake = fakeEngine();
  const session = sessionOf(() => fake.engine);
  session.ask(picture(1));
  fake.loads.resolve(loadedEngine);
  await settle();
  return { fake, session };
}

/** A session with a picture for the first of two engines. */
function askedOfTwo() {
  const fakes = [fakeEngine(), fakeEngine()];
  let made = 0;
  const session = sessionOf(() => (fakes[made++] as (typeof fakes)[number]).engine);
  session.ask(picture(1));
  return { fakes, session, made: () => made };
}

test('nothing is made before the first picture', async () => {
  let made = 0;
  const session = sessionOf(() => (made++, fakeEngine().engine));
  session.ask(null);
  await settle();
  expect(made).toBe(0);
  session.ask(picture(1));
  expect(made).toBe(1);
  expect(session.state).toEqual({ phase: 'loading', loaded: 1, total: 3 });
});

test('while loading and while predicting, only the latest picture counts', async () => {
  const fake = fakeEngine();
  const session = sessionOf(() => fake.engine);
  for (const value of [1, 2, 3]) session.ask(picture(value));
  fake.loads.resolve(loadedEngine);
  await settle();
  expect(fake.predictions.map(({ batch }) => batch)).toEqual([3]);
  for (const value of [4, 5, 6]) session.ask(picture(value));
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
  const { fakes, session, made } = askedOfTwo();
  session.cancel();
  await settle();
  expect(session.state).toEqual({ phase: 'idle' });
  expect(fakes[0]?.disposed()).toBe(1);
  session.ask(picture(2));
  expect(made()).toBe(2);
});

test('a failure is told once and can be tried again', async () => {
  const { fakes, session, made } = askedOfTwo();
  fakes[0]?.loads.reject(new DemoError('download', 'gone', { hint: 'again' }));
  await settle();
  expect(session.state).toEqual({ phase: 'failed', message: 'gone', hint: 'again' });
  session.ask(picture(2));
  expect(made()).toBe(1);
  session.retry();
  fakes[1]?.loads.resolve(loadedEngine);
  await settle();
  expect(fakes[1]?.predictions.map(({ batch }) => batch)).toEqual([2]);
});

test('clearing the picture takes its answer away, even one that is still on its way', async () => {
  const { fake, session } = await predicting();
  session.ask(null);
  fake.answer(0);
  await settle();
  expect(session.answer).toBeNull();
});

test('an engine that breaks while predicting is let go', async () => {
  const { fake, session } = await predicting();
  fake.predictions[0]?.reject(new Error('out of memory'));
  await settle();
  expect(session.state).toMatchObject({
    phase: 'failed',
    message: 'The model stopped working in this browser.',
  });
  expect(fake.disposed()).toBe(1);
});

test('an engine that says itself why it broke is let go with its own words', async () => {
  const { fake, session } = await predicting();
  fake.predictions[0]?.reject(new DemoError('model', 'No output named p.'));
  await settle();
  expect(session).toMatchObject({
    refusal: null,
    state: { phase: 'failed', message: 'No output named p.' },
  });
});

test('the engine is handed to whoever wants more of it, and loaded where nothing has yet', async () => {
  const fake = fakeEngine();
  const session = sessionOf(() => fake.engine);
  const engine = session.engine();
  expect(session.state.phase).toBe('loading');
  fake.loads.resolve(loadedEngine);
  expect(await engine).toBe(fake.engine);
  expect(await session.engine()).toBe(fake.engine);
});

test('where the engine cannot be loaded, that is what is told', async () => {
  const fake = fakeEngine();
  const session = sessionOf(() => fake.engine);
  const engine = session.engine();
  fake.loads.reject(new DemoError('download', 'No network.'));
  await expect(engine).rejects.toMatchObject({ message: 'No network.' });
});

test('a question that the model refuses is told as such, and the engine goes on', async () => {
  const { fake, session } = await predicting();
  fake.predictions[0]?.reject(new DemoError('input', 'Not a whole image.'));
  await settle();
  expect(session).toMatchObject({ refusal: 'Not a whole image.', answer: null, state: { phase: 'ready' } });
  session.ask(picture(2));
  await settle();
  fake.predictions[1]?.reject(new Failure('cell', 'no number', { file: 'row', column: 'age', hint: 'x' }));
  await settle();
  expect(session.refusal).toBe('age: no number');
  session.ask(picture(3));
  await settle();
  fake.answer(2);
  await settle();
  expect(session).toMatchObject({ refusal: null, answer: { pixels: picture(3) } });
});

test('a part of an answer is shown while the rest is on its way, and told what was before', async () => {
  const fake = fakeEngine();
  const shown: (string | null)[] = [];
  const rest = Promise.withResolvers<void>();
  const session: ModelSession<InferenceEngine, string, string> = new ModelSession(
    () => fake.engine,
    async (_, question, show, before) => {
      show(`${question}, after ${before}`);
      await rest.promise;
      return question;
    },
    () => shown.push(session.answer),
  );
  session.ask('a');
  fake.loads.resolve(loadedEngine);
  await settle();
  expect(session.answer).toBe('a, after null');
  rest.resolve();
  await settle();
  expect(session.answer).toBe('a');
  session.ask('b');
  await settle();
  expect(shown.slice(-2)).toEqual(['b, after a', 'b']);
});
