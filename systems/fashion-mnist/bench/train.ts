#!/usr/bin/env node
// npm run bench:train: the speed of a training on each backend, written for the site.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { openBackend, type BackendName } from '@modelfolio/training/backend';
import { candidates } from '../src/candidates.ts';
import { describeEnvironment } from '@modelfolio/training/describe-environment';
import { measureTrainingSpeed, type TrainingSpeed } from '../src/measure-training-speed.ts';
import { describeNetwork } from '../src/network-spec.ts';
import { trainBenchmarkReport } from '../src/train-benchmark-report.ts';

const help = `Usage: npm run bench:train -- [options]

Trains the convolutional network for a few steps on WASM and on TensorFlow.js's own CPU backend (and on the
native one, if it is installed), prints the speeds and writes content/reports/train-benchmark.json.

  --json   print the report as JSON
  --help   show this text
`;
/** Images a step. The CPU backend takes seconds for each image, whatever the batch. */
const batchSizes: Record<BackendName, number> = { wasm: 32, cpu: 4, tensorflow: 32 };
const warmUp = 1;
const steps: Record<BackendName, number> = { wasm: 15, cpu: 2, tensorflow: 15 };
const root = resolve(import.meta.dirname, '..', '..', '..');

const { values } = parseArgs({
  strict: true,
  options: {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    // For the processes that this one starts: measure one backend and print the result.
    backend: { type: 'string' },
  },
});

if (values.help) process.stdout.write(help);
else if (values.backend !== undefined)
  process.stdout.write(JSON.stringify(await measureHere(values.backend)));
else await compare();

async function measureHere(name: string): Promise<TrainingSpeed> {
  const backend = await openBackend(name as BackendName);
  const options = { ...candidates.cnn, batchSize: batchSizes[backend.name] };
  return measureTrainingSpeed(backend, options, steps[backend.name], warmUp, () => performance.now());
}

/** Each backend in a process of its own: copies of TensorFlow.js in one process share their registries. */
async function measureApart(name: BackendName): Promise<TrainingSpeed> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, '--backend', name]);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as TrainingSpeed;
}

async function compare(): Promise<void> {
  process.stderr.write('Measuring WASM…\n');
  const wasm = await measureApart('wasm');
  process.stderr.write('Measuring the CPU backend (about a minute)…\n');
  const cpu = await measureApart('cpu');
  const native = await measureApart('tensorflow').catch(() => null);
  const report = trainBenchmarkReport({
    speeds: { wasm, cpu, ...(native && { tensorflow: native }) },
    batchSizes,
    network: describeNetwork(candidates.cnn.layers),
    environment: describeEnvironment(root, await openBackend('wasm')),
    measuredAt: Date.now(),
  });
  const folder = join(root, 'content', 'reports');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${report.id}.json`), `${JSON.stringify(report, null, 2)}\n`);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  for (const { label, value, unit } of Object.values(report.figures))
    process.stdout.write(`${label}: ${Number(value).toFixed(1)}${unit === null ? '×' : ` ${unit}`}\n`);
}
