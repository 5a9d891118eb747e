import { expect, test, vi } from 'vitest';
import type { Calls } from '../worker/calls.ts';
import { createFallbackEngine } from './fallback-engine.ts';
import { DemoError, type DemoErrorCode } from '../demo-error.ts';
import type { WorkerEngine } from './worker-engine.ts';

const live = () => new AbortController().signal;

function engine(name: string, refusal?: DemoErrorCode) {
  const dispose = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const made: WorkerEngine<Calls> = {
    load: async () => {
      if (refusal) throw new DemoError(refusal, `${name} refuses`);
      return { description: name, sha256: {}, bytes: 0 };
    },
    predict: async () => ({ probabilities: Float32Array.of(name.length), latencyMs: 0 }),
    run: async (feeds) => ({ outputs: feeds, latencyMs: 1 }),
    ask: () => Promise.reject(new Error('nothing more')),
    dispose,
  };
  return { made, dispose };
}

test('a runtime that does not start with threads is replaced, and freed', async () => {
  const threaded = engine('threads', 'model');
  const one = engine('one');
  const fallback = createFallbackEngine(threaded.made, () => one.made);
  expect((await fallback.load(() => undefined, live())).description).toBe('one');
  expect(threaded.dispose).toHaveBeenCalledOnce();
  expect((await fallback.predict(Uint8Array.of(1))).probabilities[0]).toBe(3);
  await fallback.dispose();
  expect(one.dispose).toHaveBeenCalledOnce();
});

test('one that starts is kept', async () => {
  const modest = vi.fn<() => WorkerEngine<Calls>>(() => engine('one').made);
  const fallback = createFallbackEngine(engine('threads').made, modest);
  expect((await fallback.load(() => undefined, live())).description).toBe('threads');
  expect(modest).not.toHaveBeenCalled();
});

test.each(['download', 'digest', 'cancelled', 'wasm-refused'] as const)(
  '"%s" is no reason to try again',
  async (code) => {
    const modest = vi.fn<() => WorkerEngine<Calls>>(() => engine('one').made);
    const fallback = createFallbackEngine(engine('threads', code).made, modest);
    await expect(fallback.load(() => undefined, live())).rejects.toMatchObject({ code });
    expect(modest).not.toHaveBeenCalled();
  },
);

test('when the modest one fails too, its reason is told', async () => {
  const fallback = createFallbackEngine(engine('threads', 'model').made, () => engine('one', 'model').made);
  await expect(fallback.load(() => undefined, live())).rejects.toThrow('one refuses');
});
