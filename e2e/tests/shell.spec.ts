import { expect, test } from '../quiet-test.ts';

test('search finds the model card', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Search' }).click();
  const search = page.getByRole('dialog', { name: 'Search this site' });
  await search.getByRole('textbox', { name: 'Search' }).fill('reliability diagram');
  await search
    .getByRole('link', { name: /Fashion-MNIST classifier/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/models\/fashion-mnist\//);
});

test('search opens, answers and closes from the keyboard', async ({ page }) => {
  await page.goto('/systems/');
  await expect(page.getByRole('button', { name: 'Search' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const search = page.getByRole('dialog', { name: 'Search this site' });
  await expect(search.getByRole('textbox')).toBeFocused();
  // Letters that no word here begins with: the search finds words that begin as the one asked for does, however little.
  await page.keyboard.type('жжж');
  await expect(search.getByRole('status')).toHaveText('0 pages');
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
});

test.describe('in a dark room', () => {
  test.use({ colorScheme: 'dark' });
  test('the page is dark at once, and the toggle is remembered', async ({ page }) => {
    await page.goto('/');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const lightness = async () =>
      Math.max(...((await background()).match(/[\d.]+/g) ?? []).slice(0, 3).map(Number));
    const dark = await background();
    await page.getByRole('button', { name: 'Switch between light and dark' }).click();
    await expect.poll(background).not.toBe(dark);
    const light = await lightness();
    await page.goto('/models/fashion-mnist/');
    expect(await lightness()).toBe(light);
  });
});

test('an address that does not exist says so and leads back', async ({ page, request }) => {
  expect((await request.get('/no-such-page/')).status()).toBe(404);
  await page.goto('/404.html');
  await page.getByRole('link', { name: 'Start page' }).click();
  await expect(page).toHaveURL('/');
});
