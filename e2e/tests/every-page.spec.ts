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

for (const path of pages)
  test(`${path} has no accessibility violation and no sideways scroll, light and dark, at both widths`, async ({
    page,
  }) => {
    test.slow();
    const faults: string[] = [];
    for (const { name, viewport, colorScheme } of looks) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      for (const violation of await axeViolations(page)) faults.push(`${name}: ${violation}`);
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      if (scrollWidth > clientWidth) faults.push(`${name}: ${scrollWidth} pixels wide, ${clientWidth} shown`);
    }
    expect(faults).toEqual([]);
  });
