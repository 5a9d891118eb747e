// What a new user does, in a folder of their own: a real mlflow.db goes in, a page comes out whose playground predicts what scikit-learn's predict_proba says in Python.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectGoldenProbabilities } from '../golden-probabilities.ts';
import { newUserProject, runIds, type NewUserProject } from '../new-user-project.ts';
import { expect, test } from '../quiet-test.ts';

/** Text is text, whatever it holds. */
const title = 'My <i>penguins</i> <script>scriptRan = true</script> & "quotes"';
let project: NewUserProject;
let address = '';

test.describe.configure({ mode: 'serial' });

test.beforeAll(() => {
  project = newUserProject();
});
test.afterAll(() => project.remove());

test('a site without models says what to do next', async ({ page }) => {
  test.setTimeout(180_000);
  project.build();
  address = await project.serve();
  await page.goto(`${address}/`);
  await expect(page.getByText('No model has been added yet.')).toBeVisible();
  await page.goto(`${address}/models/`);
  await expect(page.getByText('No card has been made yet')).toBeVisible();
});

test('ingest, add, evaluate and build make a card that is refused until a person has written it', () => {
  const said = project.modelfolio('ingest', 'examples/mlflow.db');
  expect(said).toContain('examples/mlflow.db: mlflow-sqlite, 3 experiments, 7 runs');
  const { 'random-forest': run = '' } = runIds(project.root, 'palmer-penguins');
  const [rows = ''] = globSync(`examples/artifacts/palmer-penguins/${run}/artifacts/data/test.csv`, {
    cwd: project.root,
  });
  const words = {
    run,
    id: 'penguins',
    title,
    data: rows,
    label: 'species',
    'data-name': 'palmer-penguins',
    'data-licence': 'CC0-1.0',
    'data-source': 'palmerpenguins',
    licence: 'MIT',
    author: 'A new user',
    contact: 'me@example.org',
    slices: 'island,sex',
  };
  const flags = Object.entries(words).flatMap(([name, value]) => [`--${name}`, value]);
  const added = project.modelfolio('add', ...flags);
  expect(added).toContain('6 columns → 3 classes (Adelie, Chinstrap, Gentoo)');
  expect(added).toContain('ZipMap cut off');
  expect(project.modelfolio('evaluate')).toContain('penguins: accuracy 99.04 %');
  expect(project.modelfolio('build')).toContain('content/models/penguins.json');
  const refusal = (): string => project.modelfolio('check', '--no-reevaluate');
  expect(refusal).toThrow(/card\.yaml.*intendedUse.*blank/);
});

test('the page predicts in the browser what predict_proba says in Python', async ({ page }) => {
  test.setTimeout(180_000);
  project.build();
  await page.goto(`${address}/models/penguins/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  expect(await page.evaluate(() => 'scriptRan' in globalThis)).toBe(false);
  await page.getByRole('link', { name: 'Try it in the playground' }).click();
  await page.waitForURL('**/playground/');
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  const [file = ''] = globSync('models/penguins/evaluation/*.csv', { cwd: project.root });
  await page.getByLabel('Choose a file').setInputFiles(join(project.root, file));
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all rows as CSV' }).click();
  expectGoldenProbabilities(readFileSync(await (await download).path(), 'utf8'));
});
