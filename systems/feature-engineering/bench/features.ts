#!/usr/bin/env node
// npm run bench:features: a pipeline on a million rows, on one row and on a stream, against scikit-learn and Polars.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { thisMachine } from '@modelfolio/measuring/this-machine';
import { featuresReport } from './features-report.ts';
import { measureFeatures } from './measure-features.ts';

const help = `Usage: npm run bench:features -- [options]

Fits and transforms a million rows here, in scikit-learn and in Polars, in turn; then one row at a time here and in
scikit-learn; then streams a CSV of 2 GB. Prints the figures and writes content/reports/features-benchmark.json. Takes
minutes, 2 GB of memory and 3 GB in the folder for temporary files, which it gives back. Memory is read from /proc, so
this needs Linux.

  --repetitions <n>  of the million rows (default: 5)
  --quick            a look at whether all runs: few rows, once, and no report written
  --dry              write no report
  --help             show this text
`;
const { values } = parseArgs({
  strict: true,
  options: {
    repetitions: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const root = resolve(import.meta.dirname, '../../..');

if (values.help) process.stdout.write(help);
else if (os.type() !== 'Linux') {
  process.stderr.write('bench:features reads memory from /proc: run it on Linux\n');
  process.exitCode = 1;
} else await compare();

async function compare(): Promise<void> {
  const [load = 0] = os.loadavg();
  const measured = await measureFeatures({
    interop: join(root, 'interop'),
    ...(values.quick
      ? { rows: 20_000, repetitions: 1, csvBytes: [2e6, 2e7] }
      : { rows: 1_000_000, repetitions: Number(values.repetitions), csvBytes: [2e8, 2e9] }),
    say: (words) => void process.stderr.write(`${words}\n`),
  });
  const report = featuresReport({
    measured,
    environment: { ...thisMachine(root), packages: {} },
    load,
    measuredAt: Date.now(),
  });
  if (!values.dry && !values.quick)
    writeFileSync(
      join(root, 'content', 'reports', `${report.id}.json`),
      `${JSON.stringify(report, null, 2)}\n`,
    );
  for (const { label, value } of Object.values(report.figures))
    process.stdout.write(
      `${label}: ${Number(value).toLocaleString('en', { maximumSignificantDigits: 4 })}\n`,
    );
}
