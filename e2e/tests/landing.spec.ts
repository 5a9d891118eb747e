import { grid, labelled, rankedClasses, ranking } from '../playground-steps.ts';
import { expect, test } from '../quiet-test.ts';
import { percent, statedCard } from '../stated-card.ts';

test.beforeEach(async ({ page }) => {
  await page.goto('/');
});

test('says what this is, and names the accuracy of the card', async ({ page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const accuracy = Number(statedCard().figures['accuracy']?.value);
  await expect(page.locator('[data-figure="fashion-mnist/accuracy"]').first()).toHaveText(percent(accuracy));
});

test('lists the eleven systems with their status, each with a page', async ({ page }) => {
  const systems = page.getByRole('region', { name: /Eleven systems/ }).getByRole('listitem');
  await expect(systems).toHaveCount(11);
  const texts = await systems.allInnerTexts();
  for (const text of texts) expect(text).toMatch(/\blive\b|in part|not built yet/);
  expect(texts.filter((text) => /\blive\b/.test(text)).length).toBeGreaterThan(0);
  await systems.getByRole('link', { name: /Fashion-MNIST/ }).click();
  await expect(page).toHaveURL('/systems/fashion-mnist/');
});

test('a tap on a test image starts the demo, which leads to the same picture in the playground', async ({
  page,
}) => {
  const demo = page.getByRole('region', { name: 'Try the model' });
  await demo.getByRole('button', { name: 'Test image labelled Ankle boot' }).click();
  const [first] = await rankedClasses(page);
  expect(first?.name).toBe('Ankle boot');
  await demo.getByRole('link', { name: 'Open the playground' }).click();
  await expect(page).toHaveURL(/\/playground\/#image=\d+$/);
  await expect(labelled(page)).toContainText('Ankle boot');
  expect((await rankedClasses(page))[0]).toEqual(first);
});

test('a drawing is ranked on the landing page too', async ({ page }) => {
  await page.getByRole('button', { name: /^Draw here/ }).click();
  await grid(page).click();
  await rankedClasses(page);
  await expect(ranking(page)).toHaveCount(3);
});

test('the model reaches nobody who does not ask for it', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.reload({ waitUntil: 'networkidle' });
  expect(loaded.filter((url) => /artifacts|wasm|\.gz|preact/.test(url))).toEqual([]);
});
