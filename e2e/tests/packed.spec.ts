// A site of one's own, outside the repository, from the packed tarballs, as the README says; then a newer version.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loopingGraph } from '@modelfolio/inference/testing/looping-graph';
import { sectionTitles } from '@modelfolio/schemas';
import { parseDocument } from 'yaml';
import { axeViolations } from '../axe-violations.ts';
import { lighthouseScores } from '../bench/lighthouse-scores.ts';
import { expectGoldenProbabilities } from '../golden-probabilities.ts';
import { expect, test } from '../quiet-test.ts';

const repository = resolve(import.meta.dirname, '../..');
const packages = join(repository, '.cache/packages');
let site = '';
let server: ChildProcess | undefined;
let address = '';

test.describe.configure({ mode: 'serial' });
test.beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), 'my-models-'));
});
test.afterAll(() => {
  server?.kill();
  rmSync(site, { recursive: true, force: true });
});

function run(command: string, args: readonly string[], cwd = site, mayFail = false): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0 && !mayFail)
    throw new Error(`${command} ${args.join(' ')}: exit code ${status}\n${stdout}\n${stderr}`);
  return `${stdout}\n${stderr}`;
}

/** Packs the repository's packages and installs them, without fetching them from a registry. */
function installPacked(...options: string[]): void {
  run(process.execPath, ['scripts/pack.mjs', ...options], repository);
  const list = JSON.parse(readFileSync(join(packages, 'packages.json'), 'utf8')) as { file: string }[];
  // One folder for all: npm finds each of them by its file.
  const files = list.map(({ file }) => join(packages, file));
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...files]);
}

test('init, ingest, add, evaluate, build and check, in under five minutes', () => {
  test.setTimeout(600_000);
  writeFileSync(join(site, 'package.json'), '{ "private": true }\n');
  writeFileSync(join(site, '.npmrc'), 'onnxruntime-node-install=skip\n');
  cpSync(join(repository, 'examples'), join(site, 'examples'), { recursive: true });
  installPacked();
  const start = performance.now();
  const modelfolio = (...args: string[]) => run('npx', ['--no-install', 'modelfolio', ...args]);
  expect(modelfolio('init', '--name', 'Ada’s models')).toContain('modelfolio.config.yaml: written');
  expect(modelfolio('ingest', 'examples/mlflow.db')).toContain('3 experiments, 7 runs');
  const records = globSync('runs/palmer-penguins/*.json', { cwd: site }).map(
    (path) => JSON.parse(readFileSync(join(site, path), 'utf8')) as { id: string; name: string },
  );
  const { id = '' } = records.find(({ name }) => name === 'random-forest') ?? {};
  const [data = ''] = globSync(`examples/artifacts/palmer-penguins/${id}/artifacts/data/test.csv`, {
    cwd: site,
  });
  const words = {
    run: id,
    id: 'penguins',
    title: 'Penguins',
    data,
    label: 'species',
    'data-name': 'palmer-penguins',
    'data-licence': 'CC0-1.0',
    'data-source': 'palmerpenguins',
    licence: 'MIT',
    author: 'Ada',
    contact: 'ada@example.org',
    summary: 'Names the species of a penguin.',
  };
  modelfolio('add', ...Object.entries(words).flatMap(([name, value]) => [`--${name}`, value]));
  const card = join(site, 'models/penguins/card.yaml');
  const document = parseDocument(readFileSync(card, 'utf8'));
  for (const name of Object.keys(sectionTitles))
    document.setIn(['sections', name], 'Said by a person, for this test.');
  writeFileSync(card, document.toString());
  expect(modelfolio('evaluate')).toContain('accuracy 99.04 %');
  modelfolio('build');
  mkdirSync(join(site, 'content/notes'), { recursive: true });
  writeFileSync(
    join(site, 'content/notes/result.mdx'),
    '---\ntitle: Our result\nsummary: One number.\n---\n\nIt is <Figure of="penguins/accuracy" with="interval n" />.\n',
  );
  run('npm', ['run', 'build', '--silent']);
  expect(modelfolio('check', '--site', 'dist')).toContain('nothing wrong');
  const seconds = (performance.now() - start) / 1000;
  process.stderr.write(`init to check took ${seconds.toFixed(0)} s\n`);
  expect(seconds).toBeLessThan(300);
});

test('a model that does not end is ended, by the program that the package brings', () => {
  writeFileSync(join(site, 'loop.onnx'), loopingGraph());
  writeFileSync(join(site, 'loop.csv'), 'first,second,third,kind\n1,2,3,a\n3,2,1,b\n');
  const words = {
    id: 'loop',
    data: 'loop.csv',
    label: 'kind',
    classes: 'a,b,c',
    columns: 'first,second,third',
    licence: 'MIT',
    author: 'Ada',
    contact: 'ada@example.org',
    'data-licence': 'CC0-1.0',
    'data-source': 'made up',
    'time-limit': '2',
  };
  const flags = Object.entries(words).flatMap(([name, value]) => [`--${name}`, value]);
  const args = ['--no-install', 'modelfolio', 'add', 'loop.onnx', ...flags];
  expect(run('npx', args, site, true)).toContain('the model was ended: not finished after 2 seconds');
  expect(globSync('models/loop/**', { cwd: site })).toEqual([]);
});

test('the command features works from its package', () => {
  const features = (...args: string[]) => run('npx', ['--no-install', 'features', ...args]);
  const rows = Array.from(
    { length: 60 },
    (_, row) => `${(row * 7) % 60},${row % 7},${row % 2 ? 'cook' : 'smith'}`,
  );
  writeFileSync(join(site, 'people.csv'), `age,years,job\n${rows.join('\n')}\n`);
  expect(features('fit', 'people.csv', '--target', 'job', '-o', 'features.json')).toContain('features.json');
  expect(features('transform', 'people.csv', '--state', 'features.json', '-o', 'made.csv')).toContain(
    '60 rows',
  );
  expect(features('export', '--state', 'features.json', '-o', 'features.onnx')).toContain('2 columns in');
});

test('the site has its own name and colours, and predicts what scikit-learn predicts', async ({ page }) => {
  test.setTimeout(120_000);
  // Not by npx, which would leave it running when it is ended itself.
  server = spawn(join(site, 'node_modules/.bin/modelfolio-site'), ['serve', '--port', '0'], { cwd: site });
  address = await new Promise<string>((found) => {
    server?.stdout?.on('data', (text: Buffer) => {
      const served = /http:\/\/localhost:\d+/.exec(text.toString())?.[0];
      if (served) found(served);
    });
  });
  await page.goto(`${address}/notes/result/`);
  await expect(page.locator('.brand')).toHaveText('Ada’s models');
  await expect(page.getByRole('button', { name: /^99\.04/ })).toHaveCSS('text-decoration-color', /.+/);
  const accent = await page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--mf-accent'),
  );
  expect(accent).toContain('#1d4f91');
  await page.goto(`${address}/models/penguins/playground/`);
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  const [file = ''] = globSync('models/penguins/evaluation/*.csv', { cwd: site });
  await page.getByLabel('Choose a file').setInputFiles(join(site, file));
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all rows as CSV' }).click();
  expectGoldenProbabilities(readFileSync(await (await download).path(), 'utf8'));
  for (const path of ['/', '/models/penguins/', '/runs/', '/notes/', '/notes/result/']) {
    await page.goto(`${address}${path}`);
    expect(await axeViolations(page), path).toEqual([]);
  }
});

for (const path of ['/', '/models/penguins/', '/runs/', '/notes/result/'])
  test(`Lighthouse finds nothing wrong with ${path}`, async () => {
    test.setTimeout(120_000);
    // Performance is measured by npm run bench:site: a busy machine is no defect of a page.
    const { performance: speed, ...others } = await lighthouseScores(address + path);
    process.stderr.write(`Lighthouse's performance of ${path}: ${speed}\n`);
    expect(others).toEqual({ accessibility: 100, 'best-practices': 100, seo: 100 });
  });

test('a newer version is an installation, and the site is built again', () => {
  test.setTimeout(300_000);
  server?.kill();
  installPacked('--version', '0.1.1');
  expect(run('npx', ['--no-install', 'modelfolio', '--version'])).toMatch(/^0\.1\.1$/m);
  expect(run('npm', ['run', 'build', '--silent'])).toContain('pages in');
  // The version that wrote a card is part of it, so the cards are made again.
  expect(run('npx', ['--no-install', 'modelfolio', 'build'])).toContain('written');
  expect(run('npm', ['run', 'check', '--silent'])).toContain('nothing wrong');
});
