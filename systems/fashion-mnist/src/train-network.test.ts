import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend, type Backend } from '@modelfolio/training/backend';
import { candidates, type TrainingOptions } from './candidates.ts';
import type { Checkpoint } from '@modelfolio/training/checkpoint';
import { seededRandom } from '@modelfolio/statistics/seeded-random';
import { stratifiedSplit } from './split.ts';
import {
  trainNetwork,
  type TrainingEffects,
  type TrainingResult,
  type TrainingState,
} from './train-network.ts';

const rows = 96;
const random = seededRandom(21);
/** Two classes that differ in which half is bright. */
const labels = Uint8Array.from({ length: rows }, (_, row) => row % 2);
const images = Uint8Array.from({ length: rows * 784 }, (_, index) => {
  const [row, y] = [Math.floor(index / 784), Math.floor((index % 784) / 28)];
  const bright = labels[row] === 0 ? y < 14 : y >= 14;
  return Math.floor((bright ? 120 : 20) + 100 * random());
});
const data = { images, labels, split: stratifiedSplit(labels, 16) };
const options: TrainingOptions = {
  ...candidates.cnn,
  layers: [
    { kind: 'conv', filters: 3, pool: true },
    { kind: 'conv', filters: 4, pool: true },
    { kind: 'flatten' },
    { kind: 'dense', units: 10, relu: false },
  ],
  epochs: 3,
  batchSize: 8,
  augmentation: { flip: 0.5, shift: 1, erase: 0.5, eraseSize: 4 },
};

describe('trainNetwork', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await openBackend('wasm');
  });

  function train(
    changes: Partial<TrainingOptions> = {},
    { stopAfter = Number.POSITIVE_INFINITY, from = null as Checkpoint<TrainingState> | null } = {},
  ): Promise<{ result: TrainingResult; saved: Checkpoint<TrainingState>[] }> {
    const saved: Checkpoint<TrainingState>[] = [];
    const stop = new AbortController();
    let clock = 0;
    const effects: TrainingEffects = {
      now: () => (clock += 1000),
      source: { commit: null, dirty: null },
      signal: stop.signal,
      save: (checkpoint) => {
        saved.push(structuredClone(checkpoint));
        return Promise.resolve();
      },
      progress: (step) => step >= stopAfter && stop.abort(),
      epochDone: () => {},
    };
    return trainNetwork(backend, data, { ...options, ...changes }, effects, from).then((result) => ({
      result,
      saved,
    }));
  }
  const withoutTimes = ({ state }: TrainingResult): unknown =>
    state.history.map(({ finishedAt, ...epoch }) => (finishedAt > 0 ? epoch : null));

  it('learns to tell two classes apart', async () => {
    const { result } = await train({
      epochs: 10,
      augmentation: { flip: 0.5, shift: 0, erase: 0, eraseSize: 0 },
    });
    expect(result.finished).toBe(true);
    expect(result.state.history).toHaveLength(10);
    expect(result.state.history.at(-1)?.validationAccuracy).toBeGreaterThan(0.9);
  });

  // 10 steps an epoch: within the first epoch, at its end, within the last one.
  it.each([4, 10, 27])(
    'interrupted after step %i and resumed, ends with the very same weights',
    async (step) => {
      const { result: whole } = await train();
      const { result: part, saved } = await train({}, { stopAfter: step });
      expect(part.finished).toBe(false);
      expect(saved.at(-1)?.state.step).toBe(step);
      const { result: resumed } = await train({}, { from: saved.at(-1) as Checkpoint<TrainingState> });
      expect(resumed.finished).toBe(true);
      expect(resumed.layers).toEqual(whole.layers);
      expect(withoutTimes(resumed)).toEqual(withoutTimes(whole));
      expect(resumed.state.startedAt).toBe(part.state.startedAt);
      expect(resumed.state.seconds).toBeGreaterThan(part.state.seconds);
    },
  );

  it('gives another network for another seed, and the same for the same', async () => {
    const [first, again, other] = [await train(), await train(), await train({ seed: 2 })];
    expect(again.result.layers).toEqual(first.result.layers);
    expect(other.result.layers).not.toEqual(first.result.layers);
  });

  it('never looks at a validation image to train', async () => {
    const changed = images.slice();
    for (const row of data.split.validation) changed.fill(255, row * 784, (row + 1) * 784);
    const weights = async (pixels: Uint8Array): Promise<unknown> => {
      let last: Checkpoint<TrainingState> | undefined;
      await trainNetwork(backend, { ...data, images: pixels }, options, {
        now: () => 0,
        source: { commit: null, dirty: null },
        signal: new AbortController().signal,
        save: async (checkpoint) => void (last = structuredClone(checkpoint)),
        progress: () => {},
        epochDone: () => {},
      });
      return [...(last?.arrays ?? [])].filter(([name]) => name.startsWith('now/'));
    };
    expect(await weights(changed)).toEqual(await weights(images));
  });

  it('keeps no tensors and refuses a batch larger than the data', async () => {
    const { tf } = backend.operations;
    await train();
    const before = tf.memory().numTensors;
    await train();
    expect(tf.memory().numTensors).toBe(before);
    await expect(train({ batchSize: 81 })).rejects.toThrow('there are 80');
  });
});
