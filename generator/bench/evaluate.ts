#!/usr/bin/env node
// npm run bench:evaluate: bootstrap intervals of all metrics against scikit-learn, written for the site.
import { join } from 'node:path';
import { wholeFlag } from '@modelfolio/command-line/value-flags';
import { askProcess } from '@modelfolio/measuring/ask-process';
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import { askPython, interopPython } from '@modelfolio/measuring/interop-python';
import { withFolder } from '@modelfolio/measuring/with-folder';
import { evaluateReport, type EvaluateCase, type Reading } from './evaluate-report.ts';

const benchmark: Benchmark = {
  name: 'evaluate',
  description: `Times the metrics and their bootstrap intervals here and in scikit-learn, prints the figures and writes
content/reports/evaluate-benchmark.json. Needs the virtual environment that npm run test:interop makes.`,
  flags: {
    rows: { type: 'string', value: 'n', description: 'predictions (default: 100000)' },
    replicates: { type: 'string', value: 'n', description: 'resamples (default: 1000)' },
    sampled: {
      type: 'string',
      value: 'n',
      description: 'resamples that scikit-learn is timed on (default: 50)',
    },
  },

  async measure(flags, { say, circumstances }) {
    const rows = wholeFlag(flags, 'rows', { least: 1 }) ?? 100_000;
    const replicates = wholeFlag(flags, 'replicates', { least: 1 }) ?? 1000;
    const sampled = wholeFlag(flags, 'sampled', { least: 1 }) ?? 50;
    interopPython();
    return withFolder(async (folder) => {
      const file = join(folder, 'predictions.bin');
      const work = join(import.meta.dirname, 'evaluate-work.ts');
      const cases: EvaluateCase[] = [];
      let version = '';
      for (const classes of [2, 10]) {
        say(`${classes} classes…`);
        const sizes = [rows, classes] as const;
        await askPython('bench_evaluate.py', 'make', file, ...sizes);
        const modelfolio = await askProcess<Reading>(process.execPath, [work, file, ...sizes, replicates]);
        const scikitLearn = await askPython<Reading & { sklearn: string }>(
          'bench_evaluate.py',
          'read',
          file,
          ...sizes,
          sampled,
        );
        version = scikitLearn.sklearn;
        cases.push({ classes, rows, replicates, modelfolio, sampled, scikitLearn });
      }
      return { report: evaluateReport(cases, circumstances({ 'scikit-learn': version })) };
    });
  },
};

await benchProgram(benchmark);
