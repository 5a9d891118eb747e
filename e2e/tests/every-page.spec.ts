import { axeViolations } from '../axe-violations.ts';
import { builtPages } from '../built-pages.ts';
import { looks } from '../looks.ts';
import { expect, test } from '../quiet-test.ts';

const pages = builtPages();

test('the site has its landing page, card, playground and eleven systems', () => {
  for (const path of ['/', '/models/fashion-mnist/', '/models/fashion-mnist/playground/', '/systems/'])
    expect(pages).toContain(path);
  expect(pages.filter((path) => /^\/systems\/[^/]+\/$/.test(path))).toHaveLength(11);
});

for (const { name, viewport, colorScheme } of looks) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme });
    for (const path of pages) {
      test(`${path} has no accessibility violation and does not scroll sideways`, async ({ page }) => {
        await page.goto(path);
        expect(await axeViolations(page)).toEqual([]);
        const overflow = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(overflow).toBe(0);
      });
    }
  });
}
