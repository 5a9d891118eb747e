// What a new user of the feature pipelines does with a CSV of their own: the exported graph, dropped into the automatic
// playground, gives what `features transform` wrote.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsvLines } from '../csv-lines.ts';
import { newUserProject, type NewUserProject } from '../new-user-project.ts';
import { expect, test } from '../quiet-test.ts';

let project: NewUserProject;
const rows = 240;

test.describe.configure({ mode: 'serial' });

test.beforeAll(() => {
  project = newUserProject();
  writeFileSync(join(project.root, 'people.csv'), people());
});
test.afterAll(() => project.remove());

/** Ages and wages with gaps, a few jobs and towns with gaps, and what is to be predicted. */
function people(): string {
  const jobs = ['cook', 'smith', 'clerk', ''];
  const towns = ['Bern', 'Köln', 'São Paulo', "Val-d'Or", '', 'Bern'];
  const lines = Array.from({ length: rows }, (_, row) => {
    const age = row % 17 === 3 ? '' : String(18 + ((row * 7919) % 60));
    const wage = row % 11 === 5 ? '' : String(((row * 104_729) % 90_000) / 7);
    const town = towns[(row * 31) % towns.length] ?? '';
    const label = (row * 13) % 5 > 2 ? 'yes' : 'no';
    return [age, wage, jobs[(row * 17) % jobs.length], `"${town}"`, label].join(',');
  });
  return `\uFEFFage,wage,job,town,bought\r\n${lines.join('\r\n')}\r\n`;
}

test('infer, fit, validate, transform and export work one after the other', () => {
  project.features('infer', 'people.csv', '-o', 'people.rules.json');
  project.features('fit', 'people.csv', '--target', 'bought', '-o', 'features.json');
  expect(project.features('validate', 'people.csv', '--rules', 'people.rules.json')).toContain('valid');
  project.features(
    'transform',
    'people.csv',
    '--state',
    'features.json',
    '--keep',
    'age,wage,job,town',
    '-o',
    'made.csv',
  );
  project.features('export', '--state', 'features.json', '-o', 'features.onnx');
  expect(readFileSync(join(project.root, 'made.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(rows + 1);
});

test('a broken rule is a failure that says where', () => {
  const text = readFileSync(join(project.root, 'people.csv'), 'utf8');
  writeFileSync(join(project.root, 'broken.csv'), text.replace(',cook,', ',astronaut,'));
  const validate = (): string => project.features('validate', 'broken.csv', '--rules', 'people.rules.json');
  expect(validate).toThrow(/exit code 1[^]*job[^]*astronaut/);
});

test('the graph in the page gives what the command wrote', async ({ page }) => {
  test.setTimeout(180_000);
  const words = {
    id: 'people',
    title: 'People',
    'data-licence': 'CC0-1.0',
    'data-source': 'made up',
    licence: 'MIT',
  };
  const flags = Object.entries({
    ...words,
    author: 'A new user',
    contact: 'me@example.org',
    data: 'made.csv',
  });
  const added = project.modelfolio(
    'add',
    'features.onnx',
    ...flags.flatMap(([name, value]) => [`--${name}`, value]),
  );
  expect(added).toContain('4 columns →');
  // Over all rows, the graph makes what `features transform` made: no error is left.
  expect(project.modelfolio('evaluate')).toContain('mean absolute error 0.000 on 240 rows, R² 1.0000');
  project.modelfolio('build');
  project.build();
  const address = await project.serve();
  await page.goto(`${address}/models/people/playground/`);
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  await page.getByLabel('Choose a file').setInputFiles(join(project.root, 'people.csv'));
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all rows as CSV' }).click();
  const made = readCsvLines(readFileSync(join(project.root, 'made.csv'), 'utf8'));
  const found = readCsvLines(readFileSync(await (await download).path(), 'utf8'));
  expect(found).toHaveLength(rows);
  const names = Object.keys(made[0] ?? {}).slice(4);
  expect(names.length).toBeGreaterThan(5);
  for (const [row, wanted] of made.entries())
    for (const name of names) {
      const cell = Object.entries(found[row] ?? {}).find(([column]) => column.endsWith(name))?.[1];
      // Both compute in double precision.
      expect(Math.abs(Number(cell) - Number(wanted[name])), `row ${row}, ${name}: ${cell}`).toBeLessThan(
        1e-9,
      );
    }
});
