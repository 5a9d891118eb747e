import { builtPages } from '../built-pages.ts';
import { axeViolations } from '../axe-violations.ts';
import { expect, test } from '../quiet-test.ts';

const pages = builtPages();
const looks = [
  { name: 'phone, light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desktop, light', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'desktop, dark', viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
] as const;

test('the site has its landing page, card, playground and eleven systems', () => {
  for (const path of ['/', '/models/fashion-mnist/', '/models/fashion-mnist/playground/', '/systems/'])
    expect(pages).toContain(path);
  expect(pages.filter((path) => /^\/systems\/[^/]+\/$/.test(path))).toHaveLength(11);
});

for (const { name, viewport, colorScheme } of looks) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme });
    for (const path of pages) {
      // The address of a page that is not there answers 404, which Chromium logs.
      test.describe(path, () => {
        if (path === '/404.html') test.use({ expected: /status of 404/ });
        test(`${path} has no accessibility violation and no sideways scroll`, async ({ page }) => {
          await page.goto(path);
          expect(await axeViolations(page)).toEqual([]);
          const overflow = await page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            return scrollWidth - clientWidth;
          });
          expect(overflow).toBe(0);
        });
      });
    }
  });
}
