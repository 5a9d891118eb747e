import { expect, test } from '../quiet-test.ts';
import { percent, statedCard } from '../stated-card.ts';

const card = statedCard();
const cardPath = '/models/fashion-mnist/';
test.use({ javaScriptEnabled: false });

test('the card has its nine sections, all filled', async ({ page }) => {
  await page.goto(cardPath);
  for (const { title } of Object.values(card.sections)) {
    const section = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: title, level: 2 }) });
    await expect(section).toHaveCount(1);
    expect((await section.innerText()).length).toBeGreaterThan(title.length + 40);
  }
});

test('the card states its accuracy, with tables and charts', async ({ page }) => {
  await page.goto(cardPath);
  const accuracy = Number(card.figures['accuracy']?.value);
  await expect(page.locator('[data-figure="fashion-mnist/accuracy"]').first()).toHaveText(percent(accuracy));
  expect(await page.getByRole('table').count()).toBeGreaterThanOrEqual(2);
  const charts = page.locator('svg[role="img"]');
  expect(await charts.count()).toBeGreaterThanOrEqual(3);
  for (const chart of await charts.all()) await expect(chart).toHaveAccessibleName(/\w{3}/);
});

test('a figure tells its source', async ({ page }) => {
  await page.goto(cardPath);
  await page.locator('[data-figure="fashion-mnist/accuracy"]').first().click();
  await expect(page.getByRole('note').filter({ visible: true })).toContainText('evaluation.json');
});

test('the numbers behind a chart open', async ({ page }) => {
  await page.goto(cardPath);
  const details = page.locator('figure details').first();
  await details.locator('summary').click();
  await expect(details.getByRole('table')).toBeVisible();
});

test('the playground says what it needs', async ({ page }) => {
  await page.goto(`${cardPath}playground/`);
  // Playwright's own text matching skips noscript elements.
  const notice = page.locator('main noscript p');
  await expect(notice).toBeVisible();
  expect(await notice.innerText()).toMatch(/JavaScript/);
});

for (const path of ['/', '/systems/', '/systems/fashion-mnist/', '/models/', '/reports/'])
  test(`${path} leads on`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.getByRole('main').getByRole('link').count()).toBeGreaterThan(0);
  });
