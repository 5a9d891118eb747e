import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const dist = join(import.meta.dirname, '../site/dist');

/**
 * Address of every page of the built site, from the files: `/`, `/systems/`, … and `/404.html`.
 *
 * @throws Error when the site was not built
 */
export function builtPages(): string[] {
  return builtPagesIn(dist);
}

/** As {@link builtPages}, of a site in a folder. */
export function builtPagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html') && !path.startsWith('pagefind'))
    .map((path) => `/${path.replaceAll('\\', '/').replace(/(^|\/)index\.html$/, '$1')}`)
    .sort();
}
