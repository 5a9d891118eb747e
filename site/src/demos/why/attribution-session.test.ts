import { expect, test } from 'vitest';
import type { AttributionRequest, ImageAttribution } from './attribution.ts';
import { DemoError } from '@modelfolio/pages/demo-error';
import type { AskOptions } from '@modelfolio/pages/worker/worker-client';
import { AttributionSession, type Explaining, type Question } from './attribution-session.ts';

const question = (pixel: number, changes: Partial<Question> = {}): Question => ({
  pixels: Uint8Array.of(pixel),
  class: 0,
  method: 'integrated-gradients',
  ...changes,
});
/** Lets every promise that can settle do so. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

type Answer = (request: AttributionRequest, options: AskOptions<number>) => Promise<unknown>;

/** An engine whose answers the test gives; like a real one, it ends when it is told to. */
function fakeEngine() {
  const asked: { request: AttributionRequest; check: boolean; answer: (residual?: number) => void }[] = [];
  function wait<T>(
    request: AttributionRequest,
    signal: AbortSignal | undefined,
    made: (residual: number) => T,
  ) {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    signal?.addEventListener('abort', () => reject(new DemoError('cancelled', 'Cancelled.')));
    const check = request.method === 'saliency';
    asked.push({ request, check, answer: (residual = 0) => resolve(made(residual)) });
    return promise;
  }
  const attribute: Answer = (request, { signal }) =>
    wait(request, signal, (relativeResidual): ImageAttribution => {
      const { method, pixels, steps } = request;
      const values = Float32Array.from(pixels);
      return {
        method,
        class: request.class,
        values,
        regions: [],
        steps,
        logit: 1,
        baselineLogit: 0,
        relativeResidual,
        latencyMs: 1,
      };
    });
  const check: Answer = (request, { signal, step }) => {
    step?.(0.5);
    return wait(request, signal, () => ({ passed: true, limit: 0.5, draws: 1, layers: [] }));
  };
  const ask = (name: 'attribute' | 'check', request: AttributionRequest, options: AskOptions<number>) =>
    ({ attribute, check })[name](request, options);
  const engine = { ask } as unknown as Explaining;
  const session = new AttributionSession(
    async () => engine,
    () => undefined,
  );
  return { session, asked, pixels: () => asked.map(({ request }) => request.pixels[0]) };
}

test('while one picture is explained, only the latest of those that come waits', async () => {
  const { session, asked, pixels } = fakeEngine();
  for (const pixel of [1, 2, 3]) session.ask(question(pixel));
  await settle();
  session.ask(question(4));
  session.ask(question(5));
  await settle();
  expect(pixels()).toEqual([1]);
  asked[0]?.answer();
  await settle();
  // The map follows the stroke: what was explained is shown, though a newer picture is there.
  expect(session.attribution?.values[0]).toBe(1);
  expect(pixels()).toEqual([1, 5]);
  expect(session.working).toBe(true);
  asked[1]?.answer();
  await settle();
  expect(session.attribution?.values[0]).toBe(5);
  expect(session.working).toBe(false);
});

test('the same question again changes nothing', async () => {
  const { session, asked } = fakeEngine();
  const same = question(1);
  session.ask(same);
  await settle();
  asked[0]?.answer();
  await settle();
  session.ask({ ...same });
  await settle();
  expect(asked).toHaveLength(1);
  expect(session.attribution?.values[0]).toBe(1);
});

test('another method or class does not wait, and takes the map away', async () => {
  const { session, asked } = fakeEngine();
  session.ask(question(1));
  await settle();
  asked[0]?.answer();
  await settle();
  session.ask(question(2));
  await settle();
  session.ask(question(2, { class: 1 }));
  expect(session.attribution).toBeNull();
  await settle();
  expect(asked.map(({ request }) => request.class)).toEqual([0, 0, 1]);
});

test('an explanation that does not add up is refined, unless the picture changes', async () => {
  const { session, asked, pixels } = fakeEngine();
  session.ask(question(1));
  await settle();
  asked[0]?.answer(0.02);
  await settle();
  expect(asked[1]?.request).toMatchObject({ steps: 100, mostSteps: 800 });
  expect(session.attribution?.relativeResidual).toBe(0.02);
  session.ask(question(2));
  await settle();
  expect(pixels()).toEqual([1, 1, 2]);
  asked[2]?.answer(0.02);
  await settle();
  asked[3]?.answer(0.001);
  await settle();
  expect(session.attribution?.relativeResidual).toBe(0.001);
  expect(asked).toHaveLength(4);
});

test('a check shows its progress, and a new picture ends it', async () => {
  const { session, asked } = fakeEngine();
  session.ask(question(1));
  await settle();
  asked[0]?.answer();
  await settle();
  session.startCheck();
  await settle();
  expect(session.check).toEqual({ phase: 'running', share: 0.5 });
  asked[1]?.answer();
  await settle();
  expect(session.check).toMatchObject({ phase: 'done', check: { passed: true } });
  session.startCheck();
  await settle();
  session.ask(question(2));
  expect(session.check).toBeNull();
  await settle();
  expect(asked.at(-1)?.request.pixels[0]).toBe(2);
  asked.at(-1)?.answer();
  await settle();
  session.startCheck();
  await settle();
  session.stopCheck();
  await settle();
  expect(session.check).toBeNull();
  expect(session.failure).toBeNull();
});

test('other pictures are explained when nothing is to be done, and again when they were put off', async () => {
  const { session, asked, pixels } = fakeEngine();
  const { signal } = new AbortController();
  const later = [7, 8].map((pixel) => session.later(question(pixel), signal));
  await settle();
  session.ask(question(1));
  await settle();
  expect(pixels()).toEqual([7, 1]);
  for (const at of [1, 2, 3]) {
    asked[at]?.answer();
    await settle();
  }
  expect(pixels()).toEqual([7, 1, 7, 8]);
  expect((await Promise.all(later)).map(({ values }) => values[0])).toEqual([7, 8]);
});

test('what is no longer wanted later is not done', async () => {
  const { session, asked } = fakeEngine();
  const stop = new AbortController();
  const later = [7, 8].map((pixel) => session.later(question(pixel), stop.signal));
  const outcome = Promise.allSettled(later);
  await settle();
  stop.abort();
  expect((await outcome).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(asked).toHaveLength(1);
});

test('what goes wrong is told, and the next question is asked', async () => {
  let calls = 0;
  const session = new AttributionSession(
    () => Promise.reject(++calls === 1 ? new DemoError('model', 'No model.') : new Error('x')),
    () => undefined,
  );
  session.ask(question(1));
  await settle();
  expect(session.failure).toBe('No model.');
  session.ask(question(2));
  await settle();
  expect(session.failure).toBe('The explanation could not be computed.');
  session.ask(null);
  expect(session.failure).toBeNull();
});
