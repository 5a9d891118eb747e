import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../quiet-test.ts';
import { percent, statedCard } from '../stated-card.ts';

const card = statedCard();
const accuracy = Number(card.figures['accuracy']?.value);
const rows = card.evaluation.dataset.n.toLocaleString('en');
const claim = (page: Page) => page.getByRole('region', { name: 'Re-run this claim' });
/** The site prints shares with a plain or a fixed space. */
const words = async (page: Page) => (await claim(page).innerText()).replaceAll('\u00a0', ' ');
const files = (format: string) => card.manifest.formats.find((one) => one.format === format)?.files ?? [];

test.beforeEach(async ({ page }) => {
  test.slow();
  await page.goto('/models/fashion-mnist/');
});

for (const { runtime, format, outcome } of [
  { runtime: 'TensorFlow.js', format: 'tfjs-layers', outcome: 'Confirmed in another format.' },
  { runtime: 'ONNX Runtime', format: 'onnx', outcome: 'Confirmed.' },
])
  test(`${runtime} confirms the card's accuracy and confusion matrix over all images`, async ({ page }) => {
    await claim(page).getByRole('button', { name: 'Re-run this claim' }).click();
    if (runtime !== 'TensorFlow.js') {
      await claim(page).getByRole('button', { name: 'Cancel' }).click();
      await claim(page).getByRole('button', { name: runtime }).click();
      await claim(page).getByRole('button', { name: 'Re-run this claim' }).click();
    }
    await expect(claim(page)).toContainText(outcome, { timeout: 120_000 });
    const said = await words(page);
    const right = Math.round(accuracy * card.evaluation.dataset.n).toLocaleString('en');
    const stated = percent(accuracy).replace('\u00a0', ' ');
    expect(said).toContain(`${right} of ${rows} right: ${stated}. The card says ${stated}.`);
    expect(said).toContain('all 100 cells equal');
    expect(said).toMatch(/[\d.]+ s predicting/);
    expect(said).toContain(runtime);
    for (const { sha256 } of files(format)) expect(said).toContain(sha256);
    // The figure at the top of the card is the very same.
    await expect(page.locator('[data-figure="fashion-mnist/accuracy"]').first()).toHaveText(
      percent(accuracy),
    );
  });

test('shows progress, stops when told, and starts again', async ({ page }) => {
  // The last part of the images never comes.
  await page.route(/artifacts\/.*images.*\.gz/, async (route) => {
    if (route.request().url().includes('09-images')) await new Promise(() => {});
    else await route.continue();
  });
  await claim(page).getByRole('button', { name: 'Re-run this claim' }).click();
  await expect(claim(page)).toContainText(/[1-9],\d{3} of 10,000 images/, { timeout: 60_000 });
  await expect(claim(page).getByRole('progressbar')).toBeVisible();
  await claim(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(claim(page).getByRole('progressbar')).toBeHidden();
  await claim(page).getByRole('button', { name: 'Re-run this claim' }).click();
  await expect(claim(page).getByRole('progressbar')).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('starts and stops from the keyboard', async ({ page }) => {
  const button = claim(page).getByRole('button', { name: 'Re-run this claim' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(claim(page).getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(button).toBeVisible();
});

/** A file of the model with one byte changed. */
function tampered(path: string): Buffer {
  const bytes = readFileSync(join(import.meta.dirname, '../../models/fashion-mnist', path));
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 0x40, middle);
  return bytes;
}

test('other weights than the card speaks of are refused by their hash', async ({ page }) => {
  const weights = files('tfjs-layers').find(({ path }) => path.endsWith('.bin'));
  if (!weights) throw new Error('the card names no weights');
  await page.route('**/weights.bin', (route) =>
    route.fulfill({ body: tampered(weights.path), contentType: 'application/octet-stream' }),
  );
  await claim(page).getByRole('button', { name: 'Re-run this claim' }).click();
  await expect(claim(page)).toContainText(`expected SHA-256 ${weights.sha256.slice(0, 12)}`);
  await expect(claim(page)).not.toContainText('Confirmed');
});

test('a card that claims more than the model does is not confirmed', async ({ page }) => {
  await page.route('**/models/fashion-mnist/', async (route) => {
    const response = await route.fetch();
    const lie = (accuracy + 0.01).toString();
    const html = (await response.text()).replaceAll(
      `&quot;accuracy&quot;:${accuracy}`,
      `&quot;accuracy&quot;:${lie}`,
    );
    await route.fulfill({ response, body: html });
  });
  await page.reload();
  await claim(page).getByRole('button', { name: 'Re-run this claim' }).click();
  await expect(claim(page)).toContainText('Not confirmed.', { timeout: 120_000 });
});

test.describe('when the network ends in the middle', () => {
  test.use({ expected: /Failed to load resource/ });
  test('says what could not be downloaded', async ({ page }) => {
    await page.route(/artifacts\/.*05-images.*\.gz/, (route) => route.abort());
    await claim(page).getByRole('button', { name: 'Re-run this claim' }).click();
    await expect(claim(page)).toContainText(/could not be downloaded/, { timeout: 60_000 });
    await expect(claim(page)).toContainText(/Check the connection/);
  });
});
