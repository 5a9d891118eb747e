#!/usr/bin/env node
// npm run bench:features: a pipeline on a million rows, on one row and on a stream, against scikit-learn and Polars.
import os from 'node:os';
import { wholeFlag } from '@modelfolio/command-line/value-flags';
import { Failure } from '@modelfolio/failures';
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import { featuresReport } from './features-report.ts';
import { measureFeatures } from './measure-features.ts';

const benchmark: Benchmark = {
  name: 'features',
  description: `Fits and transforms a million rows here, in scikit-learn and in Polars, in turn; then one row at a time here and in
scikit-learn; then streams a CSV of 2 GB. Prints the figures and writes content/reports/features-benchmark.json. Takes
minutes, 2 GB of memory and 3 GB in the folder for temporary files, which it gives back. Memory is read from /proc, so
this needs Linux.`,
  flags: {
    repetitions: { type: 'string', value: 'n', description: 'of the million rows (default: 5)' },
    quick: {
      type: 'boolean',
      description: 'a look at whether all runs: few rows, once, and no report written',
    },
  },
  isRough: (flags) => flags['quick'] === true,

  async measure(flags, { load, say, circumstances }) {
    const repetitions = wholeFlag(flags, 'repetitions', { least: 1 }) ?? 5;
    if (os.type() !== 'Linux')
      throw new Failure('not-linux', 'memory is read from /proc', { hint: 'run it on Linux' });
    const measured = await measureFeatures({
      ...(flags['quick'] === true
        ? { rows: 20_000, repetitions: 1, csvBytes: [2e6, 2e7] }
        : { rows: 1_000_000, repetitions, csvBytes: [2e8, 2e9] }),
      say,
    });
    return { report: featuresReport(measured, load, circumstances(measured.packages)) };
  },
};

await benchProgram(benchmark);
