#!/usr/bin/env node
// npm run bench:ingest: modelfolio ingest against MLflow itself on one large mlflow.db, written for the site.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Report } from '@modelfolio/schemas';
import { realEffects } from '../src/effects.ts';
import { formatJson } from '@modelfolio/project/json-file';
import { ingestReport, type MlflowReading } from './ingest-report.ts';
import { askPython } from '@modelfolio/measuring/interop-python';
import { largeStore, metricsEach, stepsEach } from '@modelfolio/measuring/large-store';
import { timedProcess, type Measured } from '@modelfolio/measuring/timed-process';

const help = `Usage: npm run bench:ingest -- [options]

Makes an mlflow.db once (kept in the folder for temporary files), times modelfolio ingest and MLflow on it, prints the
figures and writes content/reports/ingest-benchmark.json. Needs the virtual environment that npm run test:interop makes.

  --runs <n>     runs in the store (default: 10000)
  --seconds <n>  how long MLflow may read histories, twice (default: 60)
  --dry          write no report
  --help         show this text
`;
const { values } = parseArgs({
  strict: true,
  options: {
    runs: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '60' },
    dry: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const repetitions = 5;
const root = resolve(import.meta.dirname, '..', '..');
const program = join(root, 'generator/bin/modelfolio.ts');

if (values.help) process.stdout.write(help);
else await compare(Number(values.runs), Number(values.seconds));

async function compare(runs: number, seconds: number): Promise<void> {
  const store = await largeStore(runs);
  const project = mkdtempSync(join(os.tmpdir(), 'modelfolio-bench-'));
  try {
    // Started once before: a command that was never run compiles itself.
    await ingest(project, '--version');
    process.stderr.write('modelfolio ingest, from nothing…\n');
    const first = await ingest(project, 'ingest', store, '--root', project);
    const again: Measured[] = [];
    for (let turn = 1; turn <= repetitions; turn++) {
      process.stderr.write(`modelfolio ingest after one changed run, ${turn} of ${repetitions}…\n`);
      await askPython('bench_ingest.py', 'touch', store);
      again.push(await ingest(project, 'ingest', store, '--root', project));
    }
    process.stderr.write('MLflow, on the database as it leaves it…\n');
    const mlflow = (await askPython('bench_ingest.py', 'read', store, seconds)) as MlflowReading;
    process.stderr.write('MLflow, on the database with statistics…\n');
    await askPython('bench_ingest.py', 'analyze', store);
    const analyzed = (await askPython('bench_ingest.py', 'read', store, seconds)) as MlflowReading;
    await askPython('bench_ingest.py', 'forget', store);
    const report = ingestReport({
      runs,
      metrics: metricsEach,
      steps: stepsEach,
      storeBytes: statSync(store).size,
      ingest: first,
      again,
      mlflow,
      analyzed,
      environment: environment(mlflow.mlflow),
      measuredAt: Date.now(),
    });
    if (!values.dry)
      await realEffects().writeFile(
        join(root, 'content', 'reports', `${report.id}.json`),
        formatJson(report),
      );
    for (const { label, value } of Object.values(report.figures))
      process.stdout.write(
        `${label}: ${Number(value).toLocaleString('en', { maximumSignificantDigits: 4 })}\n`,
      );
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

async function ingest(project: string, ...args: string[]): Promise<Measured> {
  const { seconds, peakBytes } = await timedProcess([program, ...args], { cwd: project });
  return { seconds, peakBytes };
}

function environment(mlflow: string): Report['environment'] {
  const lockfile = readFileSync(join(root, 'package-lock.json'));
  return {
    runtime: `node ${process.versions.node}`,
    packages: { mlflow },
    lockfileSha256: createHash('sha256').update(lockfile).digest('hex'),
    hardware: {
      cpu: os.cpus()[0]?.model.trim() || null,
      cores: os.availableParallelism(),
      memoryBytes: os.totalmem(),
      accelerator: null,
      os: `${os.type()} ${os.release()} ${os.arch()}`,
    },
  };
}
