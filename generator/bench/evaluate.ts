#!/usr/bin/env node
// npm run bench:evaluate: bootstrap intervals of all metrics against scikit-learn, written for the site.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Report } from '@modelfolio/schemas';
import { realEffects } from '../src/effects.ts';
import { formatJson } from '@modelfolio/project/json-file';
import { evaluateReport, type EvaluateCase, type Reading } from './evaluate-report.ts';

const help = `Usage: npm run bench:evaluate -- [options]

Times the metrics and their bootstrap intervals here and in scikit-learn, prints the figures and writes
content/reports/evaluate-benchmark.json. Needs the virtual environment that npm run test:interop makes.

  --rows <n>        predictions (default: 100000)
  --replicates <n>  resamples (default: 1000)
  --sampled <n>     resamples that scikit-learn is timed on (default: 50)
  --dry             write no report
  --help            show this text
`;
const { values } = parseArgs({
  strict: true,
  options: {
    rows: { type: 'string', default: '100000' },
    replicates: { type: 'string', default: '1000' },
    sampled: { type: 'string', default: '50' },
    dry: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const root = resolve(import.meta.dirname, '..', '..');
const python = join(root, 'interop', '.venv', 'bin', 'python');

if (values.help) process.stdout.write(help);
else if (existsSync(python)) await compare();
else {
  process.stderr.write(`${python}: not there (run npm run test:interop first)\n`);
  process.exitCode = 1;
}

async function compare(): Promise<void> {
  const [rows, replicates, sampled] = [values.rows, values.replicates, values.sampled].map(Number) as [
    number,
    number,
    number,
  ];
  const folder = mkdtempSync(join(os.tmpdir(), 'modelfolio-bench-'));
  const file = join(folder, 'predictions.bin');
  const script = join(root, 'interop', 'bench_evaluate.py');
  const cases: EvaluateCase[] = [];
  let version = '';
  try {
    for (const classes of [2, 10]) {
      process.stderr.write(`${classes} classes…\n`);
      await ask(python, script, 'make', file, rows, classes);
      const work = join(import.meta.dirname, 'evaluate-work.ts');
      const modelfolio = (await ask(process.execPath, work, file, rows, classes, replicates)) as Reading;
      const theirs = (await ask(python, script, 'read', file, rows, classes, sampled)) as Reading & {
        sklearn: string;
      };
      version = theirs.sklearn;
      cases.push({ classes, rows, replicates, modelfolio, sampled, scikitLearn: theirs });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const report = evaluateReport(cases, environment(version), Date.now());
  if (!values.dry)
    await realEffects().writeFile(join(root, 'content', 'reports', `${report.id}.json`), formatJson(report));
  for (const { label, value } of Object.values(report.figures))
    process.stdout.write(
      `${label}: ${Number(value).toLocaleString('en', { maximumSignificantDigits: 4 })}\n`,
    );
}

async function ask(program: string, ...args: (string | number)[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(program, args.map(String));
  return JSON.parse(stdout);
}

function environment(sklearn: string): Report['environment'] {
  const lockfile = readFileSync(join(root, 'package-lock.json'));
  return {
    runtime: `node ${process.versions.node}`,
    packages: { 'scikit-learn': sklearn },
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
