import { siteConfig, type SiteConfig } from '@modelfolio/schemas';
import { kindOf, readBytes, type Project } from './project.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** The one file that makes a site its owner's. */
export const siteConfigPath = 'modelfolio.config.yaml';

/**
 * Reads `modelfolio.config.yaml`; without one, every setting has its default.
 *
 * @throws Failure `config-invalid`, naming line and column
 */
export async function readSiteConfig(project: Project): Promise<SiteConfig> {
  if ((await kindOf(project, siteConfigPath)) !== 'file') return siteConfig.parse({});
  return parseSiteConfig(new TextDecoder().decode(await readBytes(project, siteConfigPath))).value;
}

/** As {@link readSiteConfig}, from text at hand. */
export function parseSiteConfig(text: string, hint?: string): YamlFile<SiteConfig> {
  return parseYaml(text, siteConfigPath, siteConfig, 'config-invalid', { whenEmpty: {}, hint });
}
