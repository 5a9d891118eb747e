import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * What axe-core finds against the page as it stands: WCAG 2.0 to 2.2, levels A and AA, and best practices.
 *
 * @param rules the only ones to judge by; all of them when left out
 * @returns one line for each rule broken, with the first elements that break it
 */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // In the page alone: joining the findings of frames of other origins, which no page has, takes a second page and
  // axe-core in it.
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await (rules ? builder.withRules([...rules]) : builder).analyze();
  return violations.map(({ id, help, nodes }) => {
    const targets = nodes.slice(0, 3).map(({ target }) => target.join(' '));
    return `${id}: ${help} (${nodes.length}: ${targets.join(', ')})`;
  });
}
