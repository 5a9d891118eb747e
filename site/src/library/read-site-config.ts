import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { siteConfig, type SiteConfig } from '@modelfolio/schemas';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { SiteError } from '../site-error.ts';
import { contrast } from '../theme/contrast.ts';
import { ProjectFile } from './project-files.ts';

const name = 'modelfolio.config.yaml';
/** WCAG 2.2, 1.4.3: the least contrast of text with what is behind it. */
const leastContrast = 4.5;
const pages = { light: '#fbfaf7', dark: '#12151a' } as const;

/**
 * Reads `modelfolio.config.yaml`; without one, every setting has its default.
 *
 * @throws SiteError `bad-config` with line and field
 */
export function readSiteConfig(root: string): { config: SiteConfig; digest: string } {
  if (!existsSync(join(root, name))) return { config: siteConfig.parse({}), digest: '' };
  const file = new ProjectFile(root, name);
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines });
  const fail = (path: readonly PropertyKey[], reason: string): never => {
    const node = document.getIn(path, true);
    const line = isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
    throw new SiteError(
      'bad-config',
      `${name}:${line}: ${path.join('.')}${path.length > 0 ? ': ' : ''}${reason}`,
      'see the reference of the configuration file',
    );
  };
  const [error] = document.errors;
  if (error) return fail([], error.message.split('\n')[0] ?? 'no YAML');
  const parsed = siteConfig.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(issue?.path ?? [], issue?.message ?? 'not valid');
  }
  for (const theme of ['light', 'dark'] as const) {
    const colour = parsed.data.colours?.[theme];
    if (colour === undefined) continue;
    const found = contrast(colour, pages[theme]);
    if (found < leastContrast)
      fail(
        ['colours', theme],
        `${colour} has a contrast of ${found.toFixed(1)} with the page, and text needs ${leastContrast}: take a ${theme === 'light' ? 'darker' : 'lighter'} one`,
      );
  }
  return { config: parsed.data, digest: file.digest };
}
