import { test as base, expect, type Page } from '@playwright/test';

/** What a page complained about: console errors and warnings of the policy, uncaught errors, CSP violations. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    // That page is served with the status it speaks of.
    if (/\/404(\.html|\/)?$/.test(message.location().url)) return;
    const text = message.text();
    if (message.type() === 'error' || /content security policy/i.test(text)) heard.push(`console: ${text}`);
  });
  page.on('pageerror', (error) => heard.push(`uncaught: ${error.message}`));
  return heard;
}

type QuietOptions = {
  /** Complaints that a test provokes on purpose. */
  expected: RegExp | null;
};

/** A test that fails when its page logs an error or breaks the Content-Security-Policy, whatever else it checks. */
export const test = base.extend<QuietOptions & { quiet: void }>({
  expected: [null, { option: true }],
  quiet: [
    async ({ page, expected }, use) => {
      const heard = complaints(page);
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`content security policy: ${event.violatedDirective} refused ${event.blockedURI}`);
        });
      });
      await use();
      expect(heard.filter((complaint) => !expected?.test(complaint))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
