// npm run bench:freeze: a large store frozen, and the frozen site beside MLflow's own server on the same store.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { wholeFlag } from '@modelfolio/command-line/value-flags';
import { benchProgram, type Benchmark, type BenchSurroundings } from '@modelfolio/measuring/benchmark';
import { largeStore } from '@modelfolio/measuring/large-store';
import { timedProcess } from '@modelfolio/measuring/timed-process';
import { withFolder } from '@modelfolio/measuring/with-folder';
import { browserPackages } from './browser-packages.ts';
import { beforeInteraction } from './cold-visit.ts';
import { freezeReport, type FreezeBenchmark } from './freeze-report.ts';
import { measureFrozenTable } from './frozen-table.ts';
import { measureMlflow } from './mlflow-table.ts';
import { startSiteServer } from './site-server.ts';
import { totalBytes } from './transfer.ts';

const benchmark: Benchmark = {
  name: 'freeze',
  description: `Makes an mlflow.db once (kept in the folder for temporary files), freezes it, opens the frozen site in Chromium, asks
MLflow's own server on the same store for the same, prints the figures and writes content/reports/freeze-benchmark.json.
Needs the virtual environment that npm run test:interop makes.`,
  flags: { runs: { type: 'string', value: 'n', description: 'runs in the store (default: 10000)' } },

  async measure(flags, surroundings) {
    const runs = wholeFlag(flags, 'runs', { least: 1 }) ?? 10_000;
    const store = await largeStore(runs);
    const measured = await withFolder((folder) => measure(folder, store, runs, surroundings));
    return { report: freezeReport(measured, surroundings.circumstances(await browserPackages())) };
  },
};

async function measure(
  folder: string,
  store: string,
  runs: number,
  { root, say }: BenchSurroundings,
): Promise<FreezeBenchmark> {
  const frozen = join(folder, 'frozen');
  // Compiles the pages, which a package brings along.
  await timedProcess([join(root, 'site/bin/compile-renderer.mjs')], { cwd: root });
  say(`Freezing ${runs} runs…`);
  const { seconds, peakBytes, output } = await timedProcess(
    [join(root, 'generator/bin/modelfolio.ts'), 'freeze', store, '-o', frozen, '--json'],
    { cwd: folder },
  );
  const { pages } = JSON.parse(output) as { pages: number };
  const sizes = readdirSync(frozen, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  const { url, stop } = await startSiteServer(frozen);
  try {
    say('The frozen site…');
    const landingBytes = totalBytes(await beforeInteraction(url, '/'));
    const table = await measureFrozenTable(url);
    say('MLflow, on the same store…');
    return {
      runs,
      storeBytes: statSync(store).size,
      freeze: {
        seconds,
        peakBytes,
        pages,
        files: sizes.length,
        bytes: sizes.reduce((sum, size) => sum + size, 0),
      },
      landingBytes,
      table,
      mlflow: await measureMlflow(store),
    };
  } finally {
    await stop();
  }
}

await benchProgram(benchmark);
