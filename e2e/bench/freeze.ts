// npm run bench:freeze: a large store frozen, and the frozen site beside MLflow's own server on the same store.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { largeStore } from '@modelfolio/measuring/large-store';
import { timedProcess } from '@modelfolio/measuring/timed-process';
import { benchEnvironment } from './bench-environment.ts';
import { beforeInteraction, chromiumVersion } from './cold-visit.ts';
import { freezeReport } from './freeze-report.ts';
import { measureFrozenTable } from './frozen-table.ts';
import { measureMlflow } from './mlflow-table.ts';
import { startSiteServer } from './site-server.ts';
import { totalBytes } from './transfer.ts';

const help = `Usage: npm run bench:freeze -- [options]

Makes an mlflow.db once (kept in the folder for temporary files), freezes it, opens the frozen site in Chromium, asks
MLflow's own server on the same store for the same, prints the figures and writes content/reports/freeze-benchmark.json.
Needs the virtual environment that npm run test:interop makes.

  --runs <n>  runs in the store (default: 10000)
  --no-write  measure only
  --help      show this text
`;
const { values } = parseArgs({
  strict: true,
  allowNegative: true,
  options: {
    runs: { type: 'string', default: '10000' },
    write: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
});
const repository = resolve(import.meta.dirname, '../..');

if (values.help) process.stdout.write(help);
else await measure(Number(values.runs));

async function measure(runs: number): Promise<void> {
  const say = (words: string): void => void process.stderr.write(`${words}\n`);
  const store = await largeStore(runs);
  const folder = mkdtempSync(join(tmpdir(), 'modelfolio-bench-'));
  const frozen = join(folder, 'frozen');
  try {
    // Compiles the pages, which a package brings along.
    await timedProcess([join(repository, 'site/bin/compile-renderer.mjs')], { cwd: repository });
    say(`Freezing ${runs} runs…`);
    const freeze = await timedProcess(
      [join(repository, 'generator/bin/modelfolio.ts'), 'freeze', store, '-o', frozen, '--json'],
      { cwd: folder },
    );
    const { pages } = JSON.parse(freeze.output) as { pages: number };
    const sizes = readdirSync(frozen, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
    const server = await startSiteServer(frozen);
    try {
      say('The frozen site…');
      const landing = totalBytes(await beforeInteraction(server.url, '/'));
      const table = await measureFrozenTable(server.url);
      say('MLflow, on the same store…');
      const mlflow = await measureMlflow(store);
      const report = freezeReport({
        runs,
        storeBytes: statSync(store).size,
        freeze: {
          seconds: freeze.seconds,
          peakBytes: freeze.peakBytes,
          pages,
          files: sizes.length,
          bytes: sizes.reduce((sum, size) => sum + size, 0),
        },
        landingBytes: landing,
        table,
        mlflow,
        environment: benchEnvironment(await chromiumVersion()),
        measuredAt: new Date().toISOString(),
      });
      if (values.write)
        writeFileSync(
          join(repository, 'content/reports', `${report.id}.json`),
          `${JSON.stringify(report, null, 2)}\n`,
        );
      for (const { label, value } of Object.values(report.figures))
        process.stdout.write(
          `${label}: ${Number(value).toLocaleString('en', { maximumSignificantDigits: 4 })}\n`,
        );
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
