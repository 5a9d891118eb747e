// The playground that is made of a manifest and its examples: against what scikit-learn and XGBoost say of the same rows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { percent } from '@modelfolio/pages/numbers';
import type { Page } from '@playwright/test';
import { axeViolations } from '../axe-violations.ts';
import { exampleNumber, modelAnswer, openRowPlayground, ranking } from '../playground-steps.ts';
import { expect, test } from '../quiet-test.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

type Golden = { champion: boolean; classes?: string[]; probabilities?: number[][]; values?: number[][] };
const golden = read('e2e/golden/predictions.json') as Record<string, Record<string, Golden>>;

function championOf(id: string): Golden {
  const found = Object.values(golden[id] ?? {}).find(({ champion }) => champion);
  if (!found) throw new Error(`e2e/golden/predictions.json has no champion of ${id}`);
  return found;
}

/** Row of the evaluation set behind each example. */
function exampleIndices(id: string): number[] {
  const { rows } = read(`models/${id}/examples.json`) as { rows: { index: number }[] };
  return rows.map(({ index }) => index);
}

async function shownShares(page: Page): Promise<Record<string, string>> {
  const lines = await ranking(page).allInnerTexts();
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...rest] = line
        .split('\n')
        .map((part) => part.trim())
        .filter(Boolean);
      return [name.replace(/\s*label$/, ''), rest.at(-1) ?? ''];
    }),
  );
}

for (const id of ['palmer-penguins', 'breast-cancer'])
  test(`${id}: the page says of real rows what the training library says`, async ({ page }) => {
    const { classes = [], probabilities = [] } = championOf(id);
    const indices = exampleIndices(id);
    await openRowPlayground(page, id);
    for (const number of [1, 2, Math.ceil(indices.length / 2), indices.length]) {
      await exampleNumber(page).fill(String(number));
      await exampleNumber(page).press('Enter');
      const wanted = probabilities[indices[number - 1] ?? -1] ?? [];
      const shares = Object.fromEntries(
        classes.map((name, index) => [name, percent(wanted[index] ?? Number.NaN)]),
      );
      await expect.poll(() => shownShares(page)).toEqual(shares);
    }
  });

test('penguin-size: values of both targets, and how far a change moves them', async ({ page }) => {
  const { values = [] } = championOf('penguin-size');
  await openRowPlayground(page, 'penguin-size');
  const wanted = values[exampleIndices('penguin-size')[0] ?? -1] ?? [];
  for (const value of wanted)
    await expect(modelAnswer(page)).toContainText(
      value.toLocaleString('en', { maximumSignificantDigits: 5 }),
    );
  await page.getByLabel('Species', { exact: true }).selectOption('Adelie');
  await expect(modelAnswer(page).getByText(/^[+−][\d,.]+$/)).toHaveCount(2);
});

test('a slider by keyboard moves the prediction, draws its curve, and is undone', async ({ page }) => {
  await openRowPlayground(page, 'palmer-penguins');
  const before = await shownShares(page);
  await page.getByRole('slider', { name: 'Bill length, slider' }).press('Home');
  await expect.poll(() => shownShares(page)).not.toEqual(before);
  await expect(
    modelAnswer(page).getByRole('img', { name: /^Probability of .* at 32\.1, .* at 55\.9$/ }),
  ).toBeVisible();
  await page.getByRole('button', { name: /^Back to .* for Bill length$/ }).click();
  await expect.poll(() => shownShares(page)).toEqual(before);
});

test('a link restores the row with its changes, missing values among them', async ({ page, context }) => {
  await openRowPlayground(page, 'palmer-penguins');
  await page.getByRole('checkbox', { name: 'Sex is missing' }).check();
  await page.getByRole('spinbutton', { name: 'Body mass' }).fill('9000');
  await expect(page.getByText(/Outside the evaluation data/)).toBeVisible();
  await expect(page).toHaveURL(/#row=0&set=.*9000/);
  await expect.poll(async () => Object.keys(await shownShares(page)).length).toBe(3);
  const shares = await shownShares(page);
  const other = await context.newPage();
  await openRowPlayground(other, 'palmer-penguins', new URL(page.url()).hash);
  await expect(other.getByRole('checkbox', { name: 'Sex is missing' })).toBeChecked();
  await expect.poll(() => shownShares(other)).toEqual(shares);
});

test('of thirty columns the one that is looked for', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/models/breast-cancer/playground/');
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Find a column among 30' }).fill('worst area');
  await expect(page.getByRole('slider')).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('a whole file: scores, a download with guarded cells, one line for a wrong file', async ({ page }) => {
  await page.goto('/models/palmer-penguins/playground/');
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  const csv = readFileSync(join(root, 'models/palmer-penguins/evaluation/test.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  const noted = csv.map((line, row) => `${line},${row === 0 ? 'note' : row === 1 ? '=1+1' : 'x'}`).join('\n');
  const file = page.getByLabel('Choose a file');
  await file.setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(noted) });
  await expect(page.getByText(/% right: \d+ of 104 rows/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/1 cell begins like a spreadsheet formula/)).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all rows as CSV' }).click();
  const saved = readFileSync(await (await downloading).path(), 'utf8')
    .trimEnd()
    .split('\n');
  expect(saved).toHaveLength(105);
  expect(saved[0]).toMatch(/,note,prediction,probability_Adelie,probability_Chinstrap,probability_Gentoo$/);
  expect(saved[1]).toContain(",'=1+1,");
  const wrong = `${csv[0]}\n${csv[1]}\n${(csv[2] ?? '').replace(/,[\d.]+/, ',wide')}\n`;
  await file.setInputFiles({ name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from(wrong) });
  await expect(page.getByText('wrong.csv:3, column "bill_length_mm": "wide", expected a number')).toBeVisible(
    {
      timeout: 60_000,
    },
  );
});

for (const id of ['palmer-penguins', 'breast-cancer', 'penguin-size', 'census-income'])
  test(`${id}: the card's claim is confirmed in the browser`, async ({ page }) => {
    await page.goto(`/models/${id}/`);
    await page.getByRole('button', { name: 'Re-run this claim' }).click();
    const claim = page.getByRole('region', { name: 'Re-run this claim' });
    await expect(claim.getByText('Confirmed.')).toBeVisible({ timeout: 60_000 });
    await expect(claim.getByText(/SHA-256 of evaluation\/test\.csv/)).toBeVisible();
  });

for (const scheme of ['light', 'dark'] as const)
  test(`no accessibility violations with an answer and a table, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openRowPlayground(page, 'palmer-penguins');
    await page.getByRole('slider', { name: 'Bill length, slider' }).press('Home');
    const path = join(root, 'models/palmer-penguins/evaluation/test.csv');
    await page.getByLabel('Choose a file').setInputFiles(path);
    await expect(page.getByText(/% right/)).toBeVisible({ timeout: 60_000 });
    expect(await axeViolations(page)).toEqual([]);
  });

for (const id of ['palmer-penguins', 'census-income'])
  test(`${id}: the first prediction costs at most 4 MB`, async ({ page }) => {
    const client = await page.context().newCDPSession(page);
    await client.send('Network.enable');
    // The page's own part; the worker says itself what it has loaded: runtime and model.
    let bytes = 0;
    client.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await openRowPlayground(page, id);
    const loaded = /([\d.]+) MB loaded/.exec(await modelAnswer(page).innerText())?.[1];
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes / 1e6 + Number(loaded)).toBeLessThanOrEqual(4);
  });
