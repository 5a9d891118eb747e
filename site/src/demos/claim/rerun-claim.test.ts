import { expect, test } from 'vitest';
import type { DemoModel } from '../drawing/demo-model.ts';
import type { InferenceEngine } from '@modelfolio/pages/engine/inference-engine';
import { engineCount, rerunClaim, type RerunEffects, type RerunProgress } from './rerun-claim.ts';

const nowhere = { url: '', bytes: 0, sha256: '' };
const model: DemoModel = {
  id: 'm',
  title: 'M',
  classes: ['dark', 'light'],
  width: 1,
  height: 1,
  engines: [],
  rows: 700,
  shards: [300, 400].map((rows) => ({ images: nowhere, labels: nowhere, rows })),
  mistakeIndices: [],
  samples: [],
};

/** Says "light" for a pixel above 127. */
function thresholdEngine() {
  const batches: number[] = [];
  const engine: InferenceEngine = {
    load: async () => ({ description: 'threshold', sha256: {}, bytes: 0 }),
    predict: async (batch) => {
      batches.push(batch.length);
      return {
        probabilities: Float32Array.from([...batch].flatMap((v) => (v > 127 ? [0, 1] : [1, 0]))),
        latencyMs: 2,
      };
    },
    run: async (feeds) => ({ outputs: feeds, latencyMs: 1 }),
    dispose: async () => undefined,
  };
  return { engine, batches };
}

/** Every tenth row is a light picture labelled dark. */
function fakeEffects(): RerunEffects {
  let clock = 0;
  return {
    now: () => (clock += 1000),
    readShard: async (number) => {
      const rows = model.shards[number]?.rows ?? 0;
      const images = Uint8Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 255 : 0));
      const labels = Uint8Array.from({ length: rows }, (_, row) =>
        row % 10 === 0 ? 0 : row % 2 === 0 ? 1 : 0,
      );
      return { first: 0, rows, images, labels };
    },
  };
}

const live = () => new AbortController().signal;
const truth = {
  accuracy: 630 / 700,
  counts: [
    [350, 70],
    [0, 280],
  ],
};

test('counts every row of every shard and confirms what is so', async () => {
  const { engine, batches } = thresholdEngine();
  const progress: RerunProgress[] = [];
  const { verdict, predictingMs, totalMs, workers } = await rerunClaim(
    model,
    truth,
    [engine],
    (p) => progress.push(p),
    live(),
    fakeEffects(),
  );
  expect(verdict).toEqual({ accuracy: 0.9, correct: 630, rows: 700, accuracyMatches: true, differences: [] });
  expect(batches.reduce((sum, length) => sum + length)).toBe(700);
  expect(progress.at(-1)).toEqual({ phase: 'counting', done: 700, correct: 630, rows: 700 });
  expect({ predictingMs, totalMs, workers }).toEqual({ predictingMs: 1000, totalMs: 2000, workers: 1 });
});

test('denies what is not so, and says where', async () => {
  const claim = {
    accuracy: 640 / 700,
    counts: [
      [360, 60],
      [0, 280],
    ],
  };
  const { verdict } = await rerunClaim(
    model,
    claim,
    [thresholdEngine().engine],
    () => undefined,
    live(),
    fakeEffects(),
  );
  expect(verdict.accuracyMatches).toBe(false);
  expect(verdict.differences).toEqual([
    { actual: 0, predicted: 0, stated: 360, recounted: 350 },
    { actual: 0, predicted: 1, stated: 60, recounted: 70 },
  ]);
});

test('stops between two batches when cancelled', async () => {
  const abort = new AbortController();
  const { engine, batches } = thresholdEngine();
  const run = rerunClaim(
    model,
    truth,
    [engine],
    ({ phase }) => phase === 'counting' && abort.abort(),
    abort.signal,
    fakeEffects(),
  );
  await expect(run).rejects.toThrow('aborted');
  expect(batches).toHaveLength(1);
});

test('a shard that cannot be read stops it with that reason', async () => {
  const effects = fakeEffects();
  const failing: RerunEffects = {
    ...effects,
    readShard: (number, signal) =>
      number === 1 ? Promise.reject(new Error('t10k-01 is gone')) : effects.readShard(number, signal),
  };
  await expect(
    rerunClaim(model, truth, [thresholdEngine().engine], () => undefined, live(), failing),
  ).rejects.toThrow('t10k-01 is gone');
});

test('several engines share the rows, each counted once, and one that cannot start is done without', async () => {
  const [a, b, broken] = [thresholdEngine(), thresholdEngine(), thresholdEngine().engine];
  const engines = [
    a.engine,
    b.engine,
    { ...broken, load: () => Promise.reject(new Error('out of memory')) },
  ] as const;
  const { verdict, workers } = await rerunClaim(
    model,
    truth,
    engines,
    () => undefined,
    live(),
    fakeEffects(),
  );
  expect(verdict).toMatchObject({ correct: 630, rows: 700, differences: [] });
  expect(workers).toBe(2);
  expect(a.batches.length).toBeGreaterThan(0);
  expect(b.batches.length).toBeGreaterThan(0);
});

test('one engine a core, but one alone where the runtime has threads', () => {
  expect([1, 2, 8].map((cores) => engineCount('tfjs', true, cores))).toEqual([1, 2, 4]);
  expect([1, 2, 8].map((cores) => engineCount('ort', true, cores))).toEqual([1, 1, 1]);
  expect(engineCount('ort', false, 8)).toBe(4);
});
