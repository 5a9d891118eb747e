// npm run bench:weight: the bytes of one model's card, beside Evidently's report and MLflow's page of the same run.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { benchProgram, type Benchmark } from '@modelfolio/measuring/benchmark';
import { withFolder } from '@modelfolio/measuring/with-folder';
import { modelManifest } from '@modelfolio/schemas';
import { browserPackages } from './browser-packages.ts';
import { beforeInteraction } from './cold-visit.ts';
import { startMlflowServer } from './mlflow-server.ts';
import { startSiteServer } from './site-server.ts';
import { totalBytes, type Transfer } from './transfer.ts';
import { weightReport } from './weight-report.ts';

const repository = resolve(import.meta.dirname, '../..');
const model = 'palmer-penguins';
const folder = join(repository, 'models', model);
const manifest = modelManifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));

const benchmark: Benchmark = {
  name: 'weight',
  description: `Loads the card of palmer-penguins, Evidently's report of the same model on the same rows, and MLflow's page of the run
that made it, each in a new browser; prints the bytes and writes content/reports/weight-benchmark.json.`,

  measure: (_flags, { circumstances }) =>
    withFolder(async (temporary) => {
      const version = makeEvidentlyReport(temporary);
      const card = await served(undefined, `/models/${model}/`);
      const evidently = { version, transfers: await served(temporary, '/report/') };
      const mlflow = await mlflowPage();
      return {
        report: weightReport({ card, evidently, mlflow }, circumstances(await browserPackages())),
      };
    }),
};

/** What the page of a site costs, compressed as Firebase Hosting would. */
async function served(site: string | undefined, path: string): Promise<Transfer[]> {
  const server = await startSiteServer(site);
  try {
    return await beforeInteraction(server.url, path);
  } finally {
    await server.stop();
  }
}

/** Writes Evidently's report of the model's predictions for its evaluation rows, as a site of its own. */
function makeEvidentlyReport(site: string): string {
  const python = process.env['EVIDENTLY_PYTHON'];
  const { evaluationSet, output } = manifest;
  if (python === undefined) throw new Error('EVIDENTLY_PYTHON names no Python: use npm run bench:weight');
  if (evaluationSet?.format !== 'csv' || !output.classes)
    throw new Error(`${model} is no classifier of a table`);
  const predictions = JSON.parse(
    said(process.execPath, [join(repository, 'interop/predict.ts'), repository, model]),
  ) as object;
  mkdirSync(join(site, 'report'));
  // The server wants a site to have a first page.
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>Evidently</title>');
  const answer = said(
    python,
    [
      join(repository, 'interop/evidently_report.py'),
      join(folder, evaluationSet.file.path),
      evaluationSet.labels[0] ?? '',
      join(site, 'report/index.html'),
    ],
    JSON.stringify({ ...predictions, classes: output.classes }),
  );
  return (JSON.parse(answer.trim().split('\n').at(-1) ?? '') as { evidently: string }).evidently;
}

function said(program: string, args: string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${stderr}`);
  return stdout;
}

/** MLflow's page of the run that the model came from; what it sends uncompressed is also told compressed. */
async function mlflowPage(): Promise<{ version: string; transfers: Transfer[]; compressedBytes: number }> {
  const server = await startMlflowServer(join(repository, 'examples/mlflow.db'));
  try {
    const run = manifest.run;
    const { run: found } = (await (
      await fetch(`${server.url}/api/2.0/mlflow/runs/get?run_id=${run}`)
    ).json()) as { run: { info: { experiment_id: string; run_name: string } } };
    const page = `/#/experiments/${found.info.experiment_id}/runs/${run}`;
    const transfers = await beforeInteraction(server.url, page, found.info.run_name);
    const [files, answers] = [true, false].map((is) =>
      transfers.filter(({ path }) => path.startsWith('/static-files/') === is),
    ) as [Transfer[], Transfer[]];
    const compressed = await Promise.all(
      files.map(async ({ path }) => {
        const body = await (await fetch(server.url + path)).arrayBuffer();
        return gzipSync(new Uint8Array(body)).length;
      }),
    );
    return {
      version: await (await fetch(`${server.url}/version`)).text(),
      transfers,
      compressedBytes: totalBytes(answers) + compressed.reduce((sum, bytes) => sum + bytes, 0),
    };
  } finally {
    await server.stop();
  }
}

await benchProgram(benchmark);
