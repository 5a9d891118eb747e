import { expect, it } from 'vitest';
import { openBackend } from '@modelfolio/training/backend';
import { candidates } from '../src/candidates.ts';
import { measureTrainingSpeed } from './measure-training-speed.ts';

it('times the steps after the warm-up and takes their median', async () => {
  const backend = await openBackend('cpu');
  // Each reading of the clock is 1 ms later than the one before, whatever the machine does.
  let time = 0;
  const options = { ...candidates.softmax, batchSize: 4 };
  const speed = await measureTrainingSpeed(backend, options, 5, 2, () => (time += 1));
  expect(speed.stepMilliseconds).toHaveLength(5);
  const sorted = speed.stepMilliseconds.toSorted((a, b) => a - b);
  expect(speed.samplesPerSecond).toBe(4000 / (sorted[2] as number));
});
