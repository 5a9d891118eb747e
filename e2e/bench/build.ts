// npm run bench:build: the site of a thousand models, from nothing and again, beside Astro by itself.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import astro from 'astro/package.json' with { type: 'json' };
import { writeManyModels } from '../many-models.ts';
import { benchEnvironment } from './bench-environment.ts';
import { timedProcess, type Measured } from '@modelfolio/measuring/timed-process';
import { buildReport, type Built } from './build-report.ts';
import { writePlainAstro } from './plain-astro.ts';

const help = `Usage: npm run bench:build -- [options]

Makes a project of many models, builds its site from nothing, without a change, forced and after one changed run, then
the same cards by Astro alone; prints the figures and writes content/reports/build-benchmark.json.

  --models <n>  models in the project (default: 1000)
  --no-write    measure only
  --help        show this text
`;
const { values } = parseArgs({
  strict: true,
  allowNegative: true,
  options: {
    models: { type: 'string', default: '1000' },
    write: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
});
const repository = resolve(import.meta.dirname, '../..');
const program = join(repository, 'site/bin/modelfolio-site.mjs');
const runsEach = 10;

if (values.help) process.stdout.write(help);
else await measure(Number(values.models));

async function measure(models: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'modelfolio-bench-'));
  const say = (words: string): void => void process.stderr.write(`${words}\n`);
  try {
    const root = join(folder, 'project');
    say(`Making a project of ${models} models…`);
    writeManyModels(root, { models, runsEach });
    // Compiles the pages, which a package brings along.
    await timedProcess([program, '--help'], { cwd: root });
    await timedProcess([join(repository, 'site/bin/compile-renderer.mjs')], { cwd: root });
    say('From nothing…');
    const cold = await build(root);
    say('Again, nothing changed…');
    const noop = await build(root);
    const before = digests(join(root, 'dist'));
    say('Again, forced…');
    const forced = await build(root, '--force');
    const isByteEqual = digests(join(root, 'dist')) === before;
    changeRun(root);
    say('Again, one run changed…');
    const changed = await build(root);
    changeWords(root);
    say('Again, the words of one card changed…');
    const reworded = await build(root);
    say('Astro by itself…');
    const rival = join(folder, 'astro');
    writePlainAstro(rival, join(root, 'content/models'));
    const entry = join(repository, 'node_modules/astro/bin/astro.mjs');
    const theirs = async (): Promise<Measured> => {
      const { seconds, peakBytes } = await timedProcess([entry, 'build'], {
        cwd: rival,
        env: { ASTRO_TELEMETRY_DISABLED: '1' },
      });
      return { seconds, peakBytes };
    };
    const [first, again] = [await theirs(), await theirs()];
    const report = buildReport({
      models,
      runsEach,
      cold,
      noop,
      forced,
      changed,
      reworded,
      isByteEqual,
      astro: { version: astro.version, pages: models, cold: first, again },
      environment: benchEnvironment(),
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
    process.stdout.write(`Forced build byte for byte the same: ${isByteEqual ? 'yes' : 'no'}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function build(root: string, ...flags: string[]): Promise<Built> {
  const { output, ...measured } = await timedProcess([program, 'build', '--json', ...flags], { cwd: root });
  const { pages, made, kept } = JSON.parse(output) as Pick<Built, 'pages' | 'made' | 'kept'>;
  return { ...measured, pages, made, kept };
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
