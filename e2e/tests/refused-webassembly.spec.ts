import { playgroundPath, chooseTestImage, ranking } from '../playground-steps.ts';
import { chromiumArguments, chromiumPath } from '../chromium.ts';
import { expect, test } from '../quiet-test.ts';

test.use({
  launchOptions: {
    executablePath: chromiumPath(),
    args: [...chromiumArguments, '--js-flags=--jitless'],
  },
});

test('a browser without WebAssembly is told so, and the page stays readable', async ({ page }) => {
  await page.goto(playgroundPath);
  await chooseTestImage(page);
  await expect(page.getByRole('region', { name: 'Runtime' })).toContainText('no WebAssembly');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(ranking(page).first()).toContainText('–');
  await page.getByRole('link', { name: 'Modelfolio, home' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
