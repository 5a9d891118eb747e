import { median } from '@modelfolio/statistics/quantiles';
import type { Backend } from '@modelfolio/training/backend';
import type { TrainingOptions } from '../src/candidates.ts';
import { imageSide } from '../src/network-spec.ts';
import { seededRandom } from '@modelfolio/statistics/seeded-random';
import { trainNetwork } from '../src/train-network.ts';

/** Speed of a training on one backend. */
export interface TrainingSpeed {
  /** Time of each measured step, in the order they ran. */
  stepMilliseconds: number[];
  /** Images a second, from the median step. */
  samplesPerSecond: number;
}

/**
 * Runs the real trainer for `warmUp + steps` steps on noise and times each step: augmentation, forward pass,
 * gradients, optimiser and weight averaging. Speed does not depend on what the images show.
 *
 * @param now milliseconds from any start
 */
export async function measureTrainingSpeed(
  backend: Backend,
  options: TrainingOptions,
  steps: number,
  warmUp: number,
  now: () => number,
): Promise<TrainingSpeed> {
  const random = seededRandom(1);
  const rows = options.batchSize * (steps + warmUp) + 1;
  const images = Uint8Array.from({ length: rows * imageSide ** 2 }, () => 256 * random());
  const labels = Uint8Array.from({ length: rows }, () => 10 * random());
  const order = Int32Array.from(labels.keys());
  const split = { train: order.subarray(1), validation: order.subarray(0, 1) };
  const stepMilliseconds: number[] = [];
  let previous = now();
  await trainNetwork(
    backend,
    { images, labels, split },
    { ...options, epochs: 1 },
    {
      now,
      source: { commit: null, dirty: null },
      signal: new AbortController().signal,
      save: () => Promise.resolve(),
      progress: () => {
        const time = now();
        stepMilliseconds.push(time - previous);
        previous = time;
      },
      epochDone: () => {},
    },
  );
  const measured = stepMilliseconds.slice(warmUp);
  return { stepMilliseconds: measured, samplesPerSecond: (1000 * options.batchSize) / median(measured) };
}
