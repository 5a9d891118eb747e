// The what-if dashboard as its visitors use it: why, what would change it, and the link that reopens it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelManifest } from '@modelfolio/schemas';
import type { Page } from '@playwright/test';
import { axeViolations } from '../axe-violations.ts';
import { expect, test } from '../quiet-test.ts';
import { openTab, openWhatIf, savedAnalysis, savedAs, whyTable } from '../what-if-steps.ts';

const id = 'census-income';

/** SHA-256 of the model’s ONNX file. */
function modelHash(): string {
  const path = join(import.meta.dirname, `../../models/${id}/manifest.json`);
  const { formats } = modelManifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  return formats[0]?.files[0]?.sha256 ?? 'no file';
}

/** The page as a program that reads it aloud sees it: roles and names. */
const tree = (page: Page) => page.locator('main').ariaSnapshot();

const counterfactuals = (page: Page) => page.getByRole('region', { name: 'What would change it' });

test('an edit moves prediction, contributions, curve and counterfactuals', async ({ page }) => {
  await openWhatIf(page, id);
  await expect(whyTable(page)).toContainText('What moves the log-odds of >50K');
  await expect(page.getByText(/^Exact relative to the background: interventional TreeSHAP/)).toBeVisible();
  const before = await savedAnalysis(page);
  expect(before.explanation).toMatchObject({ method: 'tree', exact: true, unit: 'log-odds', of: '>50K' });
  await page.getByLabel('Education', { exact: true }).selectOption('Doctorate');
  await expect.poll(async () => (await savedAnalysis(page)).row['education']).toBe('Doctorate');
  const after = await savedAnalysis(page);
  expect(after.prediction['>50K']).not.toBe(before.prediction['>50K']);
  const sum = after.explanation.features.reduce((total, { value }) => total + value, after.explanation.base);
  expect(sum).toBeCloseTo(after.explanation.prediction, 9);
  expect(after.explanation.prediction).toBeCloseTo(
    Math.log((after.prediction['>50K'] ?? 0) / (1 - (after.prediction['>50K'] ?? 0))),
    4,
  );
  await expect(page.getByLabel('Column of the curve')).toHaveValue('2');
});

test('a counterfactual that is tried turns the decision, and limits are kept', async ({ page }) => {
  await openWhatIf(page, id);
  const region = counterfactuals(page);
  await region
    .getByRole('button', { name: /^Try it/ })
    .first()
    .waitFor();
  const wanted = (await savedAnalysis(page)).counterfactuals?.[0];
  const before = (await savedAnalysis(page)).prediction['>50K'] ?? 0;
  await region
    .getByRole('button', { name: /^Try it/ })
    .first()
    .click();
  await expect
    .poll(async () => (await savedAnalysis(page)).prediction['>50K'])
    .toBeCloseTo(wanted?.prediction ?? Number.NaN, 6);
  const after = (await savedAnalysis(page)).prediction['>50K'] ?? 0;
  expect(before >= 0.5).toBe(after < 0.5);
  await page.getByRole('button', { name: /^Undo/ }).click();
  // What is changed in the first answer may not change any more.
  await page.getByText(/^What may change/).click();
  for (const { column } of wanted?.changes ?? []) {
    const label = { capital_gain: 'Capital gain', age: 'Age' }[column];
    if (label) await page.getByLabel(`${label} may change`).selectOption('immutable');
  }
  const kept = (wanted?.changes ?? [])
    .map(({ column }) => column)
    .filter((column) => /^(capital_gain|age)$/.test(column));
  await expect
    .poll(async () =>
      (await savedAnalysis(page)).counterfactuals?.some(({ changes }) =>
        changes.some(({ column }) => kept.includes(column)),
      ),
    )
    .toBe(false);
});

test('a link reopens to the same numbers in another browser profile', async ({ page, browser }) => {
  await openWhatIf(page, id);
  await page.getByRole('spinbutton', { name: /^Row/ }).fill('18');
  await page.getByRole('spinbutton', { name: /^Row/ }).press('Enter');
  await page.getByLabel('Marital status', { exact: true }).selectOption('Widowed');
  await expect.poll(async () => (await savedAnalysis(page)).row['marital_status']).toBe('Widowed');
  const there = await savedAnalysis(page);
  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(there.provenance.link);
  await expect(whyTable(other)).toBeVisible({ timeout: 60_000 });
  await expect.poll(async () => (await savedAnalysis(other)).row['marital_status']).toBe('Widowed');
  // The nearest counterfactual is shown before the others are found.
  for (const one of [page, other]) await expect(counterfactuals(one)).toHaveAttribute('aria-busy', 'false');
  const { provenance: _, ...here } = await savedAnalysis(other);
  const { provenance: __, ...first } = await savedAnalysis(page);
  expect(here).toEqual(first);
  expect(here.counterfactuals?.length).toBeGreaterThan(0);
  await context.close();
});

test('a link of another model or version says so, and the page works', async ({ page }) => {
  await openWhatIf(page, id, '#v=2&m=000000000000&row=3&shape=1');
  await expect(page.getByText(/made by another version of this page/)).toBeVisible();
  await expect(page.getByText(/made with the model 000000000000/)).toBeVisible();
  await expect(whyTable(page)).toBeVisible();
});

test('sampling says how far it may be off, LIME how far it may be believed', async ({ page }) => {
  await openWhatIf(page, id);
  await page.getByText('What is explained, and how').click();
  await page.getByRole('spinbutton', { name: 'Background rows' }).fill('10');
  await page.getByRole('spinbutton', { name: 'Background rows' }).press('Enter');
  await page.getByRole('combobox', { name: /^Method/ }).selectOption('sampling');
  await expect(page.getByText(/^Estimated: KernelSHAP/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/largest standard error/)).toBeVisible();
  await page.getByRole('combobox', { name: /^Method/ }).selectOption('lime');
  await expect(page.getByText(/R² of the local model/)).toBeVisible({ timeout: 30_000 });
});

test('thresholds move rates at once, with n and intervals', async ({ page }) => {
  await openWhatIf(page, id);
  await openTab(page, 'Thresholds and fairness');
  const table = page.getByRole('region', { name: 'Rates by group, table' });
  await expect(table).toContainText('Female');
  await expect(table).toContainText(/n = 5,421/);
  await expect(table).toContainText(/% – /);
  const before = await table.innerText();
  await page.getByRole('slider', { name: 'Threshold' }).press('Home');
  await expect(table).not.toHaveText(before);
  await expect(page.getByText('16,281 of 16,281 chosen')).toBeVisible();
  await page.getByLabel('Thresholds should').selectOption('equalOpportunity');
  await page.getByRole('button', { name: 'Use these thresholds' }).click();
  await expect(page.getByRole('slider', { name: 'Female' })).toBeVisible();
});

for (const tab of ['One row', 'All rows', 'Thresholds and fairness', 'The whole model'])
  test(`${tab}: nothing that axe finds, at both widths`, async ({ page }) => {
    await openWhatIf(page, id);
    await openTab(page, tab);
    if (tab === 'One row') await expect(whyTable(page)).toBeVisible();
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await axeViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });

test('by keyboard alone, with a tree that a screen reader can follow', async ({ page }) => {
  await page.goto(`/models/${id}/what-if/`);
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  async function tabTo(name: RegExp, most = 120): Promise<void> {
    for (let press = 0; press < most; press++) {
      await page.keyboard.press('Tab');
      if (name.test(await accessibleName(page))) return;
    }
    throw new Error(`Tab does not reach ${name}: at ${await focused()}`);
  }
  await tabTo(/^Start the analysis$/);
  await page.keyboard.press('Enter');
  await expect(whyTable(page)).toBeVisible({ timeout: 60_000 });
  await tabTo(/^One row$/);
  await tabTo(/^Age /);
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Undo 1 change')).toBeVisible();
  await tabTo(/^Try it/);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Undo \d+ change/)).toBeVisible();
  const aloud = await tree(page);
  for (const part of [
    /tab "One row" \[selected\]/,
    /region "What the model says, and why"/,
    /table/,
    /region "What would change it"/,
    /rowheader "Age"/,
  ])
    expect(aloud).toMatch(part);
});

async function accessibleName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    const label = element.getAttribute('aria-label');
    if (label) return label;
    const labels = (element as HTMLInputElement).labels;
    return (labels?.[0]?.textContent ?? element.textContent).trim();
  });
}

test('works without a network after the first visit', async ({ page, context }) => {
  await openWhatIf(page, id);
  await expect(page.getByText(/the analysis works offline/)).toBeVisible({ timeout: 60_000 });
  await context.setOffline(true);
  // The address holds the analysis by now, so it starts by itself.
  await expect.poll(() => page.url()).toContain('#v=1');
  await page.reload();
  await expect(whyTable(page)).toBeVisible({ timeout: 60_000 });
  await context.setOffline(false);
});

test('CSV and SVG say where they come from', async ({ page }) => {
  await openWhatIf(page, id);
  await expect(whyTable(page)).toBeVisible();
  const csv = await savedAs(page, 'CSV');
  expect(csv.split('\n')[0]).toBe(
    'feature,value,contribution,standard_error,unit,method,base,prediction,model_sha256,data_sha256,row,seed,background_rows,link',
  );
  const sha256 = modelHash();
  expect(csv).toContain(sha256);
  const svg = await savedAs(page, 'SVG');
  expect(svg).toContain('<desc>');
  expect(svg).toContain(sha256.slice(0, 16));
});
