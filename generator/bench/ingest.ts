#!/usr/bin/env node
// npm run bench:ingest: modelfolio ingest against MLflow itself on one large mlflow.db, written for the site.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import type { Report } from '@modelfolio/schemas';
import { realEffects } from '../src/effects.ts';
import { formatJson } from '../src/json-file.ts';
import { ingestReport, type Measured, type MlflowReading } from './ingest-report.ts';

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
const [metrics, steps, repetitions] = [20, 50, 5];
const root = resolve(import.meta.dirname, '..', '..');
const python = join(root, 'interop', '.venv', 'bin', 'python');

if (values.help) process.stdout.write(help);
else if (existsSync(python)) await compare(Number(values.runs), Number(values.seconds));
else {
  process.stderr.write(`${python}: not there (run npm run test:interop first)\n`);
  process.exitCode = 1;
}

async function compare(runs: number, seconds: number): Promise<void> {
  const folder = join(os.tmpdir(), 'modelfolio-bench');
  const store = join(folder, `mlflow-${runs}x${metrics}x${steps}.db`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(store)) {
    process.stderr.write('Making the store (minutes)…\n');
    await askPython('make', store, runs, metrics, steps);
  }
  const project = mkdtempSync(join(folder, 'project-'));
  try {
    // Started once before: a command that was never run compiles itself.
    await ingest(project, '--version');
    process.stderr.write('modelfolio ingest, from nothing…\n');
    const first = await ingest(project, 'ingest', store, '--root', project);
    const again: Measured[] = [];
    for (let turn = 1; turn <= repetitions; turn++) {
      process.stderr.write(`modelfolio ingest after one changed run, ${turn} of ${repetitions}…\n`);
      await askPython('touch', store);
      again.push(await ingest(project, 'ingest', store, '--root', project));
    }
    process.stderr.write('MLflow, on the database as it leaves it…\n');
    const mlflow = (await askPython('read', store, seconds)) as MlflowReading;
    process.stderr.write('MLflow, on the database with statistics…\n');
    await askPython('analyze', store);
    const analyzed = (await askPython('read', store, seconds)) as MlflowReading;
    await askPython('forget', store);
    const report = ingestReport({
      runs,
      metrics,
      steps,
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
  const told = pathToFileURL(join(import.meta.dirname, 'tell-peak-memory.ts')).href;
  const start = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', told, join(import.meta.dirname, '..', 'bin', 'modelfolio.ts'), ...args],
    { cwd: project, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] },
  );
  const peak = text(child.stdio[3] as Readable);
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('exit', done));
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`modelfolio ${args.join(' ')} ended with ${code}`);
  return { seconds, peakBytes: Number(await peak) };
}

async function askPython(...args: (string | number)[]): Promise<unknown> {
  const script = join(root, 'interop', 'bench_ingest.py');
  const { stdout } = await promisify(execFile)(python, [script, ...args.map(String)]);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n', stdout.length - 2) + 1));
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
