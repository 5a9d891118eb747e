import { expect, test } from 'vitest';
import type { DemoModel } from '../drawing/demo-model.ts';
import type { InferenceEngine } from '@modelfolio/pages/engine/inference-engine';
import {
  engineCount,
  rerunClaim,
  type PictureClaim,
  type RerunEffects,
  type RerunProgress,
} from './rerun-claim.ts';

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
const claimOf = (accuracy: number, counts: number[][]): PictureClaim => ({
  rows: 700,
  model: 'onnx',
  data: 'rows',
  digest: 'rows',
  scores: { kind: 'classes', accuracy, counts },
});
const truth = claimOf(630 / 700, [
  [350, 70],
  [0, 280],
]);

test('counts every row of every shard and confirms what is so', async () => {
  const { engine, batches } = thresholdEngine();
  const progress: RerunProgress[] = [];
  const { confirmation, accuracy, correct, rows, nearTies, isOtherFormat, predictingMs, totalMs, workers } =
    await rerunClaim(model, truth, [engine], (p) => progress.push(p), live(), fakeEffects());
  expect({ accuracy, correct, rows, nearTies }).toEqual({
    accuracy: 0.9,
    correct: 630,
    rows: 700,
    nearTies: [],
  });
  expect(confirmation).toMatchObject({ confirmed: true, reasons: [], cells: { different: [], of: 4 } });
  expect(isOtherFormat).toBe(true);
  expect(batches.reduce((sum, length) => sum + length)).toBe(700);
  expect(progress.at(-1)).toEqual({ phase: 'counting', done: 700, correct: 630, rows: 700 });
  expect({ predictingMs, totalMs, workers }).toEqual({ predictingMs: 1000, totalMs: 2000, workers: 1 });
});

test('denies what is not so, and says where', async () => {
  const claim = claimOf(640 / 700, [
    [360, 60],
    [0, 280],
  ]);
  const { confirmation } = await rerunClaim(
    model,
    claim,
    [thresholdEngine().engine],
    () => undefined,
    live(),
    fakeEffects(),
  );
  expect(confirmation.confirmed).toBe(false);
  expect(confirmation.cells?.different).toEqual([
    { actual: 0, predicted: 0, stated: 360, recounted: 350 },
    { actual: 0, predicted: 1, stated: 60, recounted: 70 },
  ]);
});

test('another model file, other rows and near ties are told', async () => {
  const { engine } = thresholdEngine();
  const unsure: InferenceEngine = {
    ...engine,
    load: async () => ({ description: 'threshold', sha256: { 'model.onnx': 'other' }, bytes: 0 }),
    predict: async (batch) => {
      const answer = await engine.predict(batch);
      // The last row of each batch is undecided, for the class that it has.
      const last = answer.probabilities.length - 2;
      const isLight = answer.probabilities[last + 1] === 1;
      answer.probabilities.set(isLight ? [0.5, 0.5 + 1e-7] : [0.5, 0.5], last);
      return answer;
    },
  };
  const told = await rerunClaim(model, truth, [unsure], () => undefined, live(), fakeEffects());
  expect(told.confirmation).toMatchObject({ confirmed: false, reasons: ['the model is another file'] });
  expect(told.isOtherFormat).toBe(false);
  expect(told.nearTies).toEqual([99, 199, 299, 399, 499, 599, 699]);
  const { engine: sure } = thresholdEngine();
  const elsewhere = { ...truth, data: 'other rows' };
  const other = await rerunClaim(model, elsewhere, [sure], () => undefined, live(), fakeEffects());
  expect(other.confirmation.reasons).toEqual(['the rows are of another file']);
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
  const { confirmation, correct, rows, workers } = await rerunClaim(
    model,
    truth,
    engines,
    () => undefined,
    live(),
    fakeEffects(),
  );
  expect({ correct, rows, confirmed: confirmation.confirmed }).toEqual({
    correct: 630,
    rows: 700,
    confirmed: true,
  });
  expect(workers).toBe(2);
  expect(a.batches.length).toBeGreaterThan(0);
  expect(b.batches.length).toBeGreaterThan(0);
});

test('one engine a core, but one alone where the runtime has threads', () => {
  expect([1, 2, 8].map((cores) => engineCount('tfjs', true, cores))).toEqual([1, 2, 4]);
  expect([1, 2, 8].map((cores) => engineCount('ort', true, cores))).toEqual([1, 1, 1]);
  expect(engineCount('ort', false, 8)).toBe(4);
});
