import { axeViolations } from '../axe-violations.ts';
import { builtPages } from '../built-pages.ts';
import { colourRules } from '../colour-rules.ts';
import { looks } from '../looks.ts';
import { pageShape } from '../page-shape.ts';
import { expect, test } from '../quiet-test.ts';

const pages = builtPages();

// Any worker takes the next page.
test.describe.configure({ mode: 'parallel' });

test('the site has its landing page, card, playground and eleven systems', () => {
  for (const path of ['/', '/models/fashion-mnist/', '/models/fashion-mnist/playground/', '/systems/'])
    expect(pages).toContain(path);
  expect(pages.filter((path) => /^\/systems\/[^/]+\/$/.test(path))).toHaveLength(11);
});

test('axe-core has no other rules about colours', async ({ page }) => {
  await page.goto('/404.html');
  await axeViolations(page);
  const rules = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { getRules: (tags: string[]) => AxeRule[] } };
    return axe.getRules(['cat.color']).filter(({ tags }) => !tags.includes('wcag2aaa'));
  });
  expect(rules.map(({ ruleId }) => ruleId).toSorted()).toEqual(colourRules);
});

type AxeRule = { ruleId: string; tags: string[] };

for (const path of pages)
  test(`${path} has no accessibility violation and no sideways scroll, light and dark, at both widths`, async ({
    page,
  }) => {
    test.slow();
    const faults: string[] = [];
    const shapes = new Map<number, string>();
    for (const { name, viewport, colorScheme } of looks) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      const shape = await pageShape(page);
      // The other theme of the very same page can only have other colours. Where anything else differs, all is judged.
      const rules = shapes.get(viewport.width) === shape ? colourRules : undefined;
      shapes.set(viewport.width, shape);
      for (const violation of await axeViolations(page, rules)) faults.push(`${name}: ${violation}`);
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      if (scrollWidth > clientWidth) faults.push(`${name}: ${scrollWidth} pixels wide, ${clientWidth} shown`);
    }
    expect(faults).toEqual([]);
  });
