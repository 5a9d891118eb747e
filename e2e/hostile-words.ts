import type { Page } from '@playwright/test';

/** Texts that would run, break out or hide if a page did not take them as text. */
export const payloads = [
  '<script>globalThis.pwned = 1</script>',
  '<img src=x onerror="globalThis.pwned = 2">',
  '"><svg onload=globalThis.pwned=3>',
  "' onmouseover='globalThis.pwned=4",
  '</script><script>globalThis.pwned=5</script>',
  '[x](javascript:globalThis.pwned=6)',
  '{{constructor}} ${globalThis.pwned=7} {globalThis.pwned=8} <% pwned %>',
  '--></title></style></textarea><script>globalThis.pwned=9</script>',
  'right\u202Eleft\u2066 zero\u200Bwidth \u0000 nul',
  `${'long'.repeat(400)} `,
];

/** What a page did that it must not: a script ran, an element has a handler, it is wider than the window. */
export async function hostileFaults(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => ({
    pwned: 'pwned' in globalThis,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    widest: Array.from(document.querySelectorAll('main *'))
      .filter(
        (element) =>
          element.getBoundingClientRect().right > innerWidth + 1 &&
          !element.parentElement?.closest('.scroll, .runs-frame, pre, svg'),
      )
      .slice(0, 3)
      .map((element) => `${element.tagName}.${element.className}`)
      .join(', '),
    handlers: document.querySelectorAll('[onerror], [onload], [onmouseover], a[href^="javascript:" i]')
      .length,
  }));
  return [
    ...(found.pwned ? ['a script ran'] : []),
    ...(found.handlers > 0 ? [`${found.handlers} elements with handlers`] : []),
    ...(found.wide > 0 ? [`${found.wide} pixels too wide: ${found.widest}`] : []),
  ];
}
