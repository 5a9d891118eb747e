#!/usr/bin/env node
// npm run bench:train: the speed of a training on each backend, written for the site.
import { join } from 'node:path';
import { askProcess } from '@modelfolio/measuring/ask-process';
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import { openBackend, type BackendName } from '@modelfolio/training/backend';
import { backendPackages } from '@modelfolio/training/describe-environment';
import { candidates } from '../src/candidates.ts';
import { describeNetwork } from '../src/network-spec.ts';
import { batchSizes } from './batch-sizes.ts';
import type { TrainingSpeed } from './measure-training-speed.ts';
import { trainReport } from './train-report.ts';

const benchmark: Benchmark = {
  name: 'train',
  description: `Trains the convolutional network for a few steps on WASM and on TensorFlow.js's own CPU backend (and on the
native one, if it is installed), prints the speeds and writes content/reports/train-benchmark.json.`,

  async measure(_flags, { say, circumstances }) {
    say('Measuring WASM…');
    const wasm = await measureApart('wasm');
    say('Measuring the CPU backend (about a minute)…');
    const cpu = await measureApart('cpu');
    const native = await measureApart('tensorflow').catch(() => null);
    const measured = {
      speeds: { wasm, cpu, ...(native && { tensorflow: native }) },
      batchSizes,
      network: describeNetwork(candidates.cnn.layers),
    };
    const packages = backendPackages(await openBackend('wasm'));
    return { report: trainReport(measured, circumstances(packages)) };
  },
};

/** Each backend in a process of its own: copies of TensorFlow.js in one process share their registries. */
const measureApart = (name: BackendName): Promise<TrainingSpeed> =>
  askProcess(process.execPath, [join(import.meta.dirname, 'train-work.ts'), name]);

await benchProgram(benchmark);
