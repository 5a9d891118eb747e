import type { Page } from '@playwright/test';
import { axeViolations } from '../axe-violations.ts';
import { looks } from '../looks.ts';
import {
  chooseTestImage,
  grid,
  notice,
  openPlayground,
  playgroundPath,
  rankedClasses,
  ranking,
} from '../playground-steps.ts';
import { expect, test } from '../quiet-test.ts';
import { statedCard } from '../stated-card.ts';

const why = (page: Page) => page.getByRole('region', { name: 'Why?' });
const account = (page: Page) => why(page).locator('.account');
const confused = (page: Page) => page.getByRole('region', { name: 'A cell of the confusion matrix' });
const map = (page: Page) => page.locator('.grid-frame .attribution-map');

/** The map's pixels, as they are painted: nothing is recorded of a canvas that is not there. */
async function mapPixels(page: Page): Promise<number[]> {
  return map(page).evaluate((canvas: HTMLCanvasElement) =>
    Array.from(canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []),
  );
}

async function chooseMethod(page: Page, name = 'Integrated gradients'): Promise<void> {
  await why(page).getByRole('button', { name, exact: true }).click();
}

test('nothing is explained before it is asked for', async ({ page }) => {
  await openPlayground(page);
  await chooseTestImage(page, 'Shirt');
  await rankedClasses(page);
  await expect(map(page)).toHaveCount(0);
  await expect(why(page).getByRole('button', { name: 'None' })).toHaveAttribute('aria-pressed', 'true');
  expect(page.url()).not.toContain('why');
});

test('integrated gradients lie over the picture, and tell how far they add up', async ({ page }) => {
  await openPlayground(page);
  await chooseTestImage(page, 'Ankle boot');
  await chooseMethod(page);
  await expect(account(page)).toContainText(
    /^Integrated gradients of the logit of Ankle boot, from [−+][\d.]+ for a black picture to [−+][\d.]+: \d+ steps, adds up to within [<\d.]+ %\.$/,
  );
  // Refined until it is within a percent, or there are too many steps.
  await expect
    .poll(async () => {
      const said = await account(page).innerText();
      const [, steps, percent] = /: (\d+) steps, adds up to within <?([\d.]+) %/.exec(said) ?? [];
      return Number(percent) <= 1 || Number(steps) === 800;
    })
    .toBe(true);
  const pixels = await mapPixels(page);
  expect(pixels).toHaveLength(4 * 28 * 28);
  const colours = new Set(Array.from({ length: 784 }, (_, at) => pixels.slice(4 * at, 4 * at + 4).join()));
  expect(colours.size).toBeGreaterThan(20);
  await expect(map(page)).toHaveCSS('opacity', '0.8');
  await why(page).getByRole('slider', { name: 'Map over the picture' }).fill('30');
  await expect(map(page)).toHaveCSS('opacity', '0.3');
  await chooseMethod(page, 'None');
  await expect(map(page)).toHaveCount(0);
});

test('the table names ten regions, the strongest first', async ({ page }) => {
  await openPlayground(page, '#image=0&why=ig');
  await why(page).getByText('The strongest regions as a table').click();
  const rows = why(page).getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(11);
  const sums = (await rows.locator('td:last-child').allInnerTexts()).map((sum) =>
    Math.abs(Number(sum.replace('−', '-'))),
  );
  expect(sums).toEqual(sums.toSorted((a, b) => b - a));
  await expect(rows.nth(1).locator('td').first()).toHaveText(/^\d+–\d+$/);
});

// Alone: other tests on the same cores would keep the page waiting.
test('the map follows the drawing, and the page stays free', { tag: '@alone' }, async ({ page }) => {
  await openPlayground(page);
  await chooseTestImage(page, 'Bag');
  await chooseMethod(page);
  await expect(map(page)).toBeVisible();
  await expect(account(page)).toContainText(/steps/);
  const before = await mapPixels(page);
  // Choosing a picture may have scrolled the grid out of sight.
  await page.evaluate(() => scrollTo(0, 0));
  const box = await grid(page).boundingBox();
  if (!box) throw new Error('the drawing grid is not shown');
  await page.evaluate(() => {
    const long: number[] = [];
    new PerformanceObserver((list) =>
      long.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({
      entryTypes: ['longtask'],
    });
    Object.assign(globalThis, { long });
  });
  await page.mouse.move(box.x + box.width / 4, box.y + box.height / 4);
  await page.mouse.down();
  await page.mouse.move(box.x + (3 * box.width) / 4, box.y + (3 * box.height) / 4, { steps: 30 });
  // The button is still down.
  await expect.poll(() => mapPixels(page)).not.toEqual(before);
  await page.mouse.up();
  await expect.poll(() => page.url()).toContain('why=ig');
  const long = await page.evaluate(() => (globalThis as unknown as { long: number[] }).long);
  expect(Math.max(0, ...long)).toBeLessThan(200);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(map(page)).toHaveCount(0);
  await expect(why(page)).toContainText('There is nothing to explain yet');
});

test('occlusion and saliency explain any class, and the link restores it', async ({ page, context }) => {
  await openPlayground(page);
  await chooseTestImage(page, 'Coat');
  await chooseMethod(page, 'Occlusion');
  await expect(account(page)).toHaveText(/^Occlusion of the logit of \S+, \+[\d.]+: 169 windows/);
  await why(page).getByRole('combobox', { name: 'Of the class' }).selectOption('Sandal');
  await expect(account(page)).toContainText('the logit of Sandal');
  await chooseMethod(page, 'Saliency');
  await expect(account(page)).toHaveText('Saliency of the logit of Sandal: one gradient.');
  await expect.poll(() => page.url()).toMatch(/#image=\d+&why=saliency&class=5$/);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(account(other)).toHaveText('Saliency of the logit of Sandal: one gradient.');
  await expect(map(other)).toBeVisible();
});

test('random weights change the explanation', async ({ page }) => {
  await openPlayground(page, '#image=1&why=ig');
  await expect(account(page)).toContainText(/steps/);
  await why(page).getByRole('button', { name: 'Does this explanation depend on the model?' }).click();
  await expect(why(page).getByRole('progressbar')).toBeVisible();
  await expect(why(page).getByText(/^Yes\. With random weights/)).toContainText(
    /rank correlation of [−+]?[\d.e-]+ with this one \(below 0\.5 in size; mean of 3 random networks\)/,
    { timeout: 60_000 },
  );
  await why(page).getByText('Layer by layer, from the top').click();
  await expect(why(page).getByRole('table').last().getByRole('row')).toHaveCount(7);
  // Predictions are those of the trained model.
  await expect(ranking(page).first()).toContainText('Pullover');
});

test('a check can be cancelled', async ({ page }) => {
  await openPlayground(page, '#image=1&why=ig');
  await expect(account(page)).toContainText(/steps/);
  const check = why(page).getByRole('button', { name: 'Does this explanation depend on the model?' });
  await check.click();
  await why(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(check).toBeVisible();
  await chooseTestImage(page, 'Trouser');
  await expect(account(page)).toContainText('the logit of Trouser');
});

test('a cell of the confusion matrix opens its images, each explained', async ({ page }) => {
  const { labels, counts } = statedCard().evaluation.confusionMatrix;
  const shirt = labels.indexOf('Shirt');
  const top = labels.indexOf('T-shirt/top');
  const count = counts[shirt]?.[top] ?? 0;
  await page.goto('/models/fashion-mnist/');
  await page.getByRole('link', { name: `${count}: labelled Shirt, taken for T-shirt/top` }).click();
  await expect(page).toHaveURL(`${playgroundPath}#confused=${shirt},${top}`);
  await expect(confused(page).getByRole('heading')).toHaveText('Labelled Shirt, taken for T-shirt/top');
  const images = confused(page).getByRole('listitem');
  await expect(images).toHaveCount(24, { timeout: 30_000 });
  await expect(images.locator('[data-explained]')).toHaveCount(24, { timeout: 60_000 });
  const first = images.first().getByRole('button');
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  await expect(notice(page)).toHaveText(/^Test image \d+ of 10000\.$/);
  await expect(page.getByText('wrong: labelled Shirt')).toBeVisible();
  await expect(account(page)).toContainText('Integrated gradients of the logit of T-shirt/top');
  const index = Number(/Test image (\d+)/.exec(await notice(page).innerText())?.[1]);
  expect(statedCard().evaluation.mistakeIndices).toContain(index);
  await expect.poll(() => page.url()).toContain(`#confused=${shirt},${top}&image=${index}&why=ig`);
});

test('all images of a cell are there in the end, as many as the card says', async ({ page }) => {
  const { counts } = statedCard().evaluation.confusionMatrix;
  const cells = counts.flatMap((row, actual) =>
    row.map((count, predicted) => ({ actual, predicted, count })),
  );
  const cell = cells.find(({ actual, predicted, count }) => actual !== predicted && count > 2 && count < 24);
  if (!cell) throw new Error('the confusion matrix has no small cell');
  await openPlayground(page, `#confused=${cell.actual},${cell.predicted}`);
  await expect(confused(page)).toContainText(`${cell.count} images in the whole test set`, {
    timeout: 60_000,
  });
  await expect(confused(page).getByRole('listitem')).toHaveCount(cell.count);
  await confused(page).getByRole('button', { name: 'Close' }).click();
  await expect(confused(page)).toHaveCount(0);
  await expect.poll(() => page.url()).not.toContain('confused');
});

test('a cell of right answers shows the first of them', async ({ page }) => {
  await openPlayground(page, '#confused=9,9');
  await expect(confused(page).getByRole('heading')).toHaveText('Labelled Ankle boot, and taken for it');
  await expect(confused(page).getByRole('listitem')).toHaveCount(24, { timeout: 30_000 });
  await expect(confused(page)).toContainText('1 of');
});

for (const { name, viewport, colorScheme } of looks.filter((look) => look.colorScheme === 'light'))
  test.describe(name, () => {
    test.use({ viewport, colorScheme });

    test('is accessible in both themes, fits, and can be hit', async ({ page }) => {
      await openPlayground(page, '#confused=6,0&image=0&why=ig');
      await expect(confused(page).getByRole('listitem')).toHaveCount(24, { timeout: 30_000 });
      await expect(account(page)).toContainText(/steps/);
      await why(page).getByText('The strongest regions as a table').click();
      await why(page).getByRole('button', { name: 'Does this explanation depend on the model?' }).click();
      await expect(why(page).getByText(/^Yes\. With random weights/)).toBeVisible({ timeout: 60_000 });
      for (const theme of ['light', 'dark']) {
        await page.evaluate((chosen) => {
          document.documentElement.dataset['theme'] = chosen;
        }, theme);
        expect(await axeViolations(page), theme).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          viewport.width,
        );
      }
      const targets = await page
        .locator('.why :is(button, select, summary, input), .confused button')
        .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect()));
      for (const box of targets) expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
    });
  });
