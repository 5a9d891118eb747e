import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@modelfolio/failures';
import { parseSiteConfig, siteConfigPath } from '@modelfolio/project/site-config-file';
import { siteConfig, type SiteConfig } from '@modelfolio/schemas';
import { contrast } from '../theme/contrast.ts';
import { ProjectFile } from './project-files.ts';

/** WCAG 2.2, 1.4.3: the least contrast of text with what is behind it. */
const leastContrast = 4.5;
const pages = { light: '#fbfaf7', dark: '#12151a' } as const;
const hint = 'see the reference of the configuration file';

/**
 * Reads `modelfolio.config.yaml`; without one, every setting has its default.
 *
 * @throws Failure `config-invalid` with place and field
 */
export function readSiteConfig(root: string): { config: SiteConfig; digest: string } {
  if (!existsSync(join(root, siteConfigPath))) return { config: siteConfig.parse({}), digest: '' };
  const file = new ProjectFile({ root }, siteConfigPath);
  const { value: config, placeOf } = parseSiteConfig(file.text, hint);
  for (const theme of ['light', 'dark'] as const) {
    const colour = config.colours?.[theme];
    if (colour === undefined) continue;
    const found = contrast(colour, pages[theme]);
    if (found < leastContrast)
      throw new Failure(
        'config-invalid',
        `colours.${theme}: ${colour} has a contrast of ${found.toFixed(1)} with the page, and text needs ${leastContrast}: take a ${theme === 'light' ? 'darker' : 'lighter'} one`,
        { file: siteConfigPath, field: placeOf(['colours', theme]), hint },
      );
  }
  return { config, digest: file.digest };
}
