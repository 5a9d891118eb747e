import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe-core finds against the page as it stands: WCAG 2.0 to 2.2, levels A and AA, and best practices.
 *
 * @returns one line for each rule broken, with the first elements that break it
 */
export async function axeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, help, nodes }) => {
    const targets = nodes.slice(0, 3).map(({ target }) => target.join(' '));
    return `${id}: ${help} (${nodes.length}: ${targets.join(', ')})`;
  });
}
