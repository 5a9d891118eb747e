// The history of a real model: a random forest was followed by a linear regression.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../quiet-test.ts';

const keptFile = 'content/versions/penguin-size/0.9.0.json';
const kept = readFileSync(join(import.meta.dirname, '../..', keptFile), 'utf8');

test('from the card to its history, to what changed, to the card of before', async ({ page }) => {
  await page.goto('/models/penguin-size/');
  await page.getByRole('link', { name: 'version 1.0.0' }).click();
  await page.waitForURL('**/penguin-size/versions/');
  await page.getByRole('link', { name: 'Compare with 0.9.0' }).click();
  const mae = page.getByRole('row', { name: /^Mean absolute error, body_mass_g/ });
  await expect(mae).toContainText('within the tolerance');
  await expect(page.getByRole('row', { name: /^estimator/ })).toContainText('RandomForestRegressor');
  await expect(page.locator('.text-difference ins').first()).toBeVisible();
  await page.getByRole('heading', { level: 1 }).getByRole('link', { name: '0.9.0' }).click();
  await expect(page.getByText('This is an earlier version')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Try it in the playground' })).toHaveCount(0);
  await page.locator('.big-number .figure').first().click();
  await expect(page.locator('.figure-note:popover-open')).toContainText(keptFile);
});

test('a version keeps its card, byte for byte, and offers no file that is another now', async ({
  page,
  request,
}) => {
  const response = await request.get('/models/penguin-size/versions/0.9.0/card.json');
  expect(await response.text()).toBe(kept);
  await page.goto('/models/penguin-size/versions/0.9.0/');
  await expect(page.locator('.downloads').getByText('This card, JSON')).toBeVisible();
  await expect(page.locator('.downloads').getByText('Model, ONNX')).toHaveCount(0);
});

test('the current version has its permanent address too', async ({ page }) => {
  await page.goto('/models/penguin-size/versions/1.0.0/');
  await page.getByRole('link', { name: 'Open its card' }).click();
  await page.waitForURL('**/models/penguin-size/');
});
