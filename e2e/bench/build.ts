// npm run bench:build: the site of a thousand models, from nothing and again, beside Astro by itself.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wholeFlag } from '@modelfolio/command-line/value-flags';
import { benchProgram, type Benchmark, type BenchSurroundings } from '@modelfolio/measuring/benchmark';
import { timedProcess, type Measured } from '@modelfolio/measuring/timed-process';
import { withFolder } from '@modelfolio/measuring/with-folder';
import astro from 'astro/package.json' with { type: 'json' };
import { writeManyModels } from '../many-models.ts';
import { buildReport, type BuildBenchmark, type Built } from './build-report.ts';
import { writePlainAstro } from './plain-astro.ts';

const runsEach = 10;

const benchmark: Benchmark = {
  name: 'build',
  description: `Makes a project of many models, builds its site from nothing, without a change, forced and after one changed run, then
the same cards by Astro alone; prints the figures and writes content/reports/build-benchmark.json.`,
  flags: { models: { type: 'string', value: 'n', description: 'models in the project (default: 1000)' } },

  async measure(flags, surroundings) {
    const models = wholeFlag(flags, 'models', { least: 1 }) ?? 1000;
    const measured = await withFolder((folder) => measure(folder, models, surroundings));
    return { report: buildReport(measured, surroundings.circumstances()) };
  },
};

async function measure(
  folder: string,
  models: number,
  { root: repository, say }: BenchSurroundings,
): Promise<BuildBenchmark> {
  const root = join(folder, 'project');
  const program = join(repository, 'site/bin/modelfolio-site.mjs');
  const build = async (...flags: string[]): Promise<Built> => {
    const { output, ...measured } = await timedProcess([program, 'build', '--json', ...flags], { cwd: root });
    const { pages, made, kept } = JSON.parse(output) as Pick<Built, 'pages' | 'made' | 'kept'>;
    return { ...measured, pages, made, kept };
  };
  say(`Making a project of ${models} models…`);
  writeManyModels(root, { models, runsEach });
  // Compiles the pages, which a package brings along.
  await timedProcess([program, '--help'], { cwd: root });
  await timedProcess([join(repository, 'site/bin/compile-renderer.mjs')], { cwd: root });
  say('From nothing…');
  const cold = await build();
  say('Again, nothing changed…');
  const noop = await build();
  const before = digests(join(root, 'dist'));
  say('Again, forced…');
  const forced = await build('--force');
  const isByteEqual = digests(join(root, 'dist')) === before;
  changeRun(root);
  say('Again, one run changed…');
  const changed = await build();
  changeWords(root);
  say('Again, the words of one card changed…');
  const reworded = await build();
  say('Astro by itself…');
  const rival = join(folder, 'astro');
  writePlainAstro(rival, join(root, 'content/models'));
  const entry = join(repository, 'node_modules/astro/bin/astro.mjs');
  const theirs = async (): Promise<Measured> => {
    const env = { ASTRO_TELEMETRY_DISABLED: '1' };
    const { seconds, peakBytes } = await timedProcess([entry, 'build'], { cwd: rival, env });
    return { seconds, peakBytes };
  };
  const [first, again] = [await theirs(), await theirs()];
  return {
    models,
    runsEach,
    cold,
    noop,
    forced,
    changed,
    reworded,
    isByteEqual,
    astro: { version: astro.version, pages: models, cold: first, again },
  };
}

/** Digest of every file's name and bytes, but for the build's own record. */
function digests(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.modelfolio-site.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const path of entries) hash.update(`${path}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

/** One run gets another value, and a figure of its model's card. */
function changeRun(root: string): void {
  for (const path of ['models/model-5/runs/model-5-0.json', 'content/models/model-5.json'])
    edit(join(root, path), /"value": [\d.]+/, '"value": 0.123');
}

function changeWords(root: string): void {
  edit(join(root, 'content/models/model-6.json'), '"summary": "', '"summary": "Changed. ');
}

function edit(path: string, from: string | RegExp, to: string): void {
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

await benchProgram(benchmark);
