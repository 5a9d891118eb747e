import { expect, type Locator, type Page } from '@playwright/test';

export const playgroundPath = '/models/fashion-mnist/playground/';

/** Goes to the playground and waits for its script: its buttons are in the page before, and do nothing yet. */
export async function openPlayground(page: Page, hash = ''): Promise<void> {
  await page.goto(playgroundPath + hash);
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
}

/** The grid to draw on. */
export const grid = (page: Page): Locator =>
  page.getByRole('application', { name: /^Drawing of 28 by 28 cells/ });

/** Classes in the order of their probabilities. */
export const ranking = (page: Page): Locator =>
  page.getByRole('list', { name: 'Probabilities, most likely first' }).getByRole('listitem');

/** The class that the picture is labelled with, wherever it ranks. */
export const labelled = (page: Page): Locator =>
  ranking(page).filter({ has: page.getByText(/^(its )?label$/) });

/** What is said of the picture and of an upload that went wrong. */
export const notice = (page: Page): Locator => page.locator('.playground .notice');

/** Waits for a prediction and reads it. */
export async function rankedClasses(page: Page): Promise<{ name: string; percent: string }[]> {
  await expect(ranking(page).first()).toContainText('%');
  const lines = await ranking(page).allInnerTexts();
  return lines.map((line) => {
    const percent = /[<>]?[\d.]+\s%/.exec(line)?.[0] ?? '';
    return {
      name:
        line
          .split('\n')[0]
          ?.replace(/(its )?label$/, '')
          .trim() ?? '',
      percent,
    };
  });
}

/** Picks one of the test images that come with the page. */
export async function chooseTestImage(page: Page, garment = 'Trouser'): Promise<void> {
  // The buttons are in the page before their script is: a slow machine shows the difference.
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  await page
    .getByRole('region', { name: 'Test images' })
    .getByRole('button', { name: garment, exact: true })
    .click();
}

/** Draws trousers: two legs and a waist, in strokes over the grid from 0 to 1. */
export async function drawTrousers(stroke: (from: [number, number], to: [number, number]) => Promise<void>) {
  for (const x of [0.36, 0.42, 0.58, 0.64]) await stroke([x, 0.12], [x, 0.92]);
  for (const y of [0.1, 0.16, 0.22]) await stroke([0.34, y], [0.66, y]);
}

/** Shows ONNX Runtime beside TensorFlow.js and waits until both have answered. */
export async function showOnnxRuntime(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /Compare with ONNX Runtime/ }).check();
  await expect(agreement(page)).toBeVisible({ timeout: 60_000 });
}

/** The sentence on how far the two runtimes agree. */
export const agreement = (page: Page): Locator => page.getByText(/Largest difference of a probability/);

/** Goes to the playground of a model that takes rows and has it predict the first one. */
export async function openRowPlayground(page: Page, id: string, hash = ''): Promise<void> {
  await page.goto(`/models/${id}/playground/${hash}`);
  await expect(page.locator('astro-island[ssr]')).toHaveCount(0);
  if (hash === '') await page.getByRole('button', { name: 'Predict this row' }).click();
  await expect(modelAnswer(page).getByText(/loaded$/)).toBeVisible({ timeout: 60_000 });
}

/** What the model says of the row in the form. */
export const modelAnswer = (page: Page): Locator => page.getByRole('region', { name: 'What the model says' });

/** The row that goes in, from 1. */
export const exampleNumber = (page: Page): Locator => page.getByRole('spinbutton', { name: /^Example/ });
