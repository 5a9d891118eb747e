// For bench:train, in a process of its own: node train-work.ts BACKEND prints the speed of a training there as JSON.
import { openBackend, type BackendName } from '@modelfolio/training/backend';
import { candidates } from '../src/candidates.ts';
import { batchSizes } from './batch-sizes.ts';
import { measureTrainingSpeed } from './measure-training-speed.ts';

const warmUp = 1;
const steps: Record<BackendName, number> = { wasm: 15, cpu: 2, tensorflow: 15 };

const [name = ''] = process.argv.slice(2);
const backend = await openBackend(name as BackendName);
const options = { ...candidates.cnn, batchSize: batchSizes[backend.name] };
const speed = await measureTrainingSpeed(backend, options, steps[backend.name], warmUp, () =>
  performance.now(),
);
process.stdout.write(`${JSON.stringify(speed)}\n`);
