// The table of runs and what it leads to; the store that it shows is the repository's own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeViolations } from '../axe-violations.ts';
import { expect, test } from '../quiet-test.ts';

const index = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../site/dist/runs/index.json'), 'utf8'),
) as {
  ids: string[];
  names: string[];
};

test('runs are found, sorted, chosen and compared, and the address holds it', async ({ page }) => {
  await page.goto('/runs/');
  const status = page.locator('#runs-said');
  await expect(status).toHaveText(`${index.ids.length} of ${index.ids.length} runs`);
  await page.getByLabel('Search or filter').fill("metrics.`validation/accuracy` > 0.98 AND experiment = 'x'");
  await expect(status).toContainText('The filter says nothing');
  await page.getByLabel('Search or filter').fill('palmer-penguins');
  await expect(status).toContainText('3 of');
  await page.getByRole('button', { name: /^validation\/accuracy/ }).click();
  const names = page.locator('.runs-table tbody th');
  await expect(names).toHaveText(['random-forest', 'logistic-regression', 'gradient-boosting']);
  await page.getByLabel('Choose random-forest').check();
  await page.getByLabel('Choose gradient-boosting').check();
  const address = page.url();
  await page.goto('/');
  await page.goto(address);
  await expect(names).toHaveText(['random-forest', 'logistic-regression', 'gradient-boosting']);
  await expect(page.getByLabel('Choose gradient-boosting')).toBeChecked();
  await page.getByRole('link', { name: 'Compare the chosen' }).click();
  await expect(page.getByRole('row', { name: /^validation\/accuracy higher/ })).toContainText('▲');
  await expect(page.getByRole('row', { name: /^estimator/ })).toContainText('RandomForestClassifier');
  await page.getByRole('link', { name: 'gradient-boosting' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('gradient-boosting');
});

test('the back button undoes a change of view', async ({ page }) => {
  await page.goto('/runs/');
  await page.getByRole('button', { name: 'Scatter' }).click();
  await expect(page.locator('canvas')).toBeVisible();
  await page.goBack();
  await expect(page.locator('canvas')).toHaveCount(0);
  await page.getByRole('button', { name: 'Scatter' }).click();
  await expect(page).toHaveURL(/view=scatter/);
});

for (const view of ['parallel', 'scatter'])
  test(`${view}: something is drawn, and nothing keeps anyone out`, async ({ page }) => {
    await page.goto(`/runs/?view=${view}`);
    const drawn = () =>
      page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
          data: [],
        };
        return Array.from(data).filter((value, at) => at % 4 === 3 && value > 0).length;
      });
    await expect.poll(drawn).toBeGreaterThan(500);
    expect(await axeViolations(page)).toEqual([]);
  });

test('a run has its metrics and its histories; one that is not there is told', async ({ page }) => {
  const id = index.ids[index.names.indexOf('cnn')] ?? '';
  await page.goto(`/runs/run/?id=${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('cnn');
  const loss = page.locator('.history', { hasText: /loss/ }).first();
  await expect(loss.locator('polyline')).toBeVisible();
  await expect(loss).toContainText('step ');
  const linear = await loss.locator('polyline').getAttribute('points');
  await page.getByLabel('Over time').check();
  await expect(loss).toContainText(/\d (?:s|min|h)$/);
  await page.getByLabel('Logarithmic').check();
  await expect(loss.locator('polyline')).not.toHaveAttribute('points', linear ?? '');
  await expect(page.getByRole('link', { name: 'Record (JSON)' })).toHaveAttribute(
    'href',
    /runs\/data\/.+\.json$/,
  );
  expect(await axeViolations(page)).toEqual([]);
  await page.goto('/runs/run/?id=nothing');
  await expect(page.getByRole('alert')).toContainText('This site has no run nothing');
});

test('a range on an axis and a logarithmic one are in the address', async ({ page }) => {
  await page.goto('/runs/?view=parallel&axis=metrics.validation/accuracy');
  const within = page.getByText(/runs in all ranges$/);
  await expect(within).toHaveText(/^[1-9]/);
  const all = await within.textContent();
  await page.getByLabel('validation/accuracy: from').fill('90');
  await expect(within).not.toHaveText(all ?? '');
  await page.getByLabel('validation/accuracy: logarithmic').check();
  await expect(page).toHaveURL(/axis=log%3Ametrics.*range=90-100/);
  const address = page.url();
  await page.goto('/');
  await page.goto(address);
  await expect(page.getByLabel('validation/accuracy: from')).toHaveValue('90');
  await expect(page.getByLabel('validation/accuracy: logarithmic')).toBeChecked();
  await expect(within).not.toHaveText(all ?? '');
});

test('colours of a scatter are named', async ({ page }) => {
  await page.goto('/runs/?view=scatter');
  await page.getByRole('combobox', { name: /^Colour/ }).selectOption('attributes.experiment');
  await expect(page.getByRole('list', { name: 'Colours of Experiment' })).toContainText('palmer-penguins');
  expect(await axeViolations(page)).toEqual([]);
});
