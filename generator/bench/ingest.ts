#!/usr/bin/env node
// npm run bench:ingest: modelfolio ingest against MLflow itself on one large mlflow.db, written for the site.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { wholeFlag } from '@modelfolio/command-line/value-flags';
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import { askPython } from '@modelfolio/measuring/interop-python';
import { largeStore, metricsEach, stepsEach } from '@modelfolio/measuring/large-store';
import { timedProcess, type Measured } from '@modelfolio/measuring/timed-process';
import { withFolder } from '@modelfolio/measuring/with-folder';
import { ingestReport, type MlflowReading } from './ingest-report.ts';

const repetitions = 5;

const benchmark: Benchmark = {
  name: 'ingest',
  description: `Makes an mlflow.db once (kept in the folder for temporary files), times modelfolio ingest and MLflow on it, prints the
figures and writes content/reports/ingest-benchmark.json. Needs the virtual environment that npm run test:interop makes.`,
  flags: {
    runs: { type: 'string', value: 'n', description: 'runs in the store (default: 10000)' },
    seconds: {
      type: 'string',
      value: 'n',
      description: 'how long MLflow may read histories, twice (default: 60)',
    },
  },

  async measure(flags, { root, say, circumstances }) {
    const runs = wholeFlag(flags, 'runs', { least: 1 }) ?? 10_000;
    const seconds = wholeFlag(flags, 'seconds', { least: 1 }) ?? 60;
    const store = await largeStore(runs);
    return withFolder(async (project) => {
      const program = join(root, 'generator/bin/modelfolio.ts');
      const ingest = async (...args: string[]): Promise<Measured> => {
        const { seconds: taken, peakBytes } = await timedProcess([program, ...args], { cwd: project });
        return { seconds: taken, peakBytes };
      };
      const readByMlflow = (): Promise<MlflowReading> => askPython('bench_ingest.py', 'read', store, seconds);
      // Started once before: a command that was never run compiles itself.
      await ingest('--version');
      say('modelfolio ingest, from nothing…');
      const first = await ingest('ingest', store, '--root', project);
      const again: Measured[] = [];
      for (let turn = 1; turn <= repetitions; turn++) {
        say(`modelfolio ingest after one changed run, ${turn} of ${repetitions}…`);
        await askPython('bench_ingest.py', 'touch', store);
        again.push(await ingest('ingest', store, '--root', project));
      }
      say('MLflow, on the database as it leaves it…');
      const mlflow = await readByMlflow();
      say('MLflow, on the database with statistics…');
      await askPython('bench_ingest.py', 'analyze', store);
      const analyzed = await readByMlflow();
      await askPython('bench_ingest.py', 'forget', store);
      const measured = {
        runs,
        metrics: metricsEach,
        steps: stepsEach,
        storeBytes: statSync(store).size,
        ingest: first,
        again,
        mlflow,
        analyzed,
      };
      return { report: ingestReport(measured, circumstances({ mlflow: mlflow.mlflow })) };
    });
  },
};

await benchProgram(benchmark);
