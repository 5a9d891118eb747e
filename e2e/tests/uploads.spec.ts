import type { Page } from '@playwright/test';
import { fiftyMegapixelPng, svgWithScript, trousersPng } from '../pictures.ts';
import { grid, notice, openPlayground, rankedClasses, ranking } from '../playground-steps.ts';
import { expect, test } from '../quiet-test.ts';

type Upload = { name: string; mimeType: string; buffer: Buffer };
const trousers: Upload = { name: 'trousers.png', mimeType: 'image/png', buffer: trousersPng() };

async function upload(page: Page, file: Upload): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a picture' }).click();
  await (await chooser).setFiles(file);
}

const conversion = (page: Page) => page.getByRole('region', { name: 'What was done to your picture' });

test.beforeEach(async ({ page }) => {
  await openPlayground(page);
});

test('an uploaded picture is converted step by step and ranked', async ({ page }) => {
  await upload(page, trousers);
  await rankedClasses(page);
  await expect(ranking(page).first()).toContainText('Trouser');
  const steps = conversion(page);
  await expect(steps).toContainText('trousers.png: PNG, 200×200 pixels');
  await expect(steps.getByRole('listitem')).toHaveCount(5);
  await expect(steps).toContainText('Inverted.');
  await expect(steps).toContainText('Cut to what stands out: 64×150 pixels.');
});

test('a pasted picture gives the same answer as an uploaded one', async ({ page }) => {
  await upload(page, trousers);
  const uploaded = await rankedClasses(page);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.evaluate(
    (bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(bytes)], 'pasted.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [...trousers.buffer],
  );
  await expect(conversion(page)).toContainText('pasted.png');
  expect(await rankedClasses(page)).toEqual(uploaded);
});

test('a dropped picture is taken too', async ({ page }) => {
  const transfer = await page.evaluateHandle(
    (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], 'dropped.png', { type: 'image/png' }));
      return data;
    },
    [...trousers.buffer],
  );
  await page
    .getByRole('region', { name: 'Your own picture' })
    .dispatchEvent('drop', { dataTransfer: transfer });
  await expect(conversion(page)).toContainText('dropped.png');
});

const refused: [string, Upload, RegExp][] = [
  [
    'a text that calls itself a picture',
    {
      name: 'notes.png',
      mimeType: 'image/png',
      buffer: Buffer.from('not a picture at all, whatever its name'),
    },
    /not a PNG, JPEG, WebP or GIF/,
  ],
  ['an empty file', { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) }, /not a PNG|empty/],
  [
    'a picture of 50 megapixels',
    { name: 'huge.png', mimeType: 'image/png', buffer: fiftyMegapixelPng() },
    /50 megapixels/,
  ],
  [
    'an SVG with a script',
    { name: 'script.svg', mimeType: 'image/svg+xml', buffer: svgWithScript() },
    /SVG files are not taken/,
  ],
  [
    'an SVG with a script that calls itself a PNG',
    { name: 'script.png', mimeType: 'image/png', buffer: svgWithScript() },
    /SVG files are not taken/,
  ],
  [
    'a PNG cut short',
    { name: 'half.png', mimeType: 'image/png', buffer: trousersPng().subarray(0, 60) },
    /could not be read|damaged|broken/i,
  ],
];

for (const [what, file, reason] of refused)
  test(`${what} is refused with its reason, and the playground goes on`, async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await upload(page, file);
    await expect(notice(page)).toHaveText(reason);
    expect(await page.evaluate(() => 'scriptRan' in globalThis)).toBe(false);
    expect(asked.filter((url) => url.includes('script-ran'))).toEqual([]);
    await expect(ranking(page).first()).toContainText('–');
    await grid(page).click();
    await rankedClasses(page);
  });
