import { siteConfig, type SiteConfig } from '@modelfolio/schemas';
import { kindOf, readBytes, type Project } from './project.ts';
import { parseYaml } from './yaml-file.ts';

/** The one file that makes a site its owner's. */
export const siteConfigPath = 'modelfolio.config.yaml';

/**
 * Reads `modelfolio.config.yaml`; without one, every setting has its default.
 *
 * @throws Failure `config-invalid`, naming line and column
 */
export async function readSiteConfig(project: Project): Promise<SiteConfig> {
  if ((await kindOf(project, siteConfigPath)) !== 'file') return siteConfig.parse({});
  const text = new TextDecoder().decode(await readBytes(project, siteConfigPath));
  return parseYaml(text, siteConfigPath, siteConfig, 'config-invalid', { whenEmpty: {} }).value;
}
