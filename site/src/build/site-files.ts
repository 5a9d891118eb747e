import type { Library } from '../library/library.ts';
import type { Route } from '../routes/route.ts';
import { themeCss } from '../theme/theme-css.ts';

/**
 * What hosts and search engines look for, and the owner's colours: name and text of each file.
 *
 * @param base where the site lives, `/` or `/folder/`
 */
export function siteFiles(
  { config: { address, colours } }: Pick<Library, 'config'>,
  routes: readonly Route[],
  base: string,
): [name: string, text: string][] {
  const at = (path: string): string => new URL(base + path.slice(1), address).href;
  const pages = routes.map(({ path }) => path).filter((path) => path.endsWith('/'));
  const sitemap = address ? `\nSitemap: ${at('/sitemap.xml')}\n` : '';
  const files: [string, string][] = [['robots.txt', `User-agent: *\nAllow: /\n${sitemap}`]];
  if (colours) files.push(['theme.css', themeCss(colours)]);
  if (address)
    files.push([
      'sitemap.xml',
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        ...pages.map((path) => `<url><loc>${escapeXml(at(path))}</loc></url>`),
        '</urlset>',
        '',
      ].join('\n'),
    ]);
  return files;
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
