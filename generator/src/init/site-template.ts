import { join } from 'node:path';

/** Templates lie beside the code, in a checkout and in the package. */
const folder = join(import.meta.dirname, '../../templates');

/** Where each template goes. npm leaves files of these names out of a package, so some are kept under other ones. */
const places: Readonly<Record<string, string>> = {
  'modelfolio.config.yaml': 'modelfolio.config.yaml',
  'content/notes/hello.mdx': 'content/notes/hello.mdx',
  'README.md': 'README.md',
  gitattributes: '.gitattributes',
  gitignore: '.gitignore',
  npmrc: '.npmrc',
  'firebase.json': 'firebase.json',
  'workflows/site.yml': '.github/workflows/site.yml',
};

/** Scripts of a site's package.json. */
const scripts = {
  start: 'modelfolio-site serve',
  build: 'modelfolio-site build',
  check: 'modelfolio check',
};

/** A file of a new site: its path, and its text. */
export interface SiteFile {
  path: string;
  text: string;
}

/**
 * The files of a new site.
 *
 * @param name what the site is called
 * @param read reads a template
 */
export async function siteTemplate(
  name: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<SiteFile[]> {
  const files: SiteFile[] = [];
  for (const [template, path] of Object.entries(places)) {
    const text = new TextDecoder().decode(await read(join(folder, template)));
    // In YAML the name is quoted, so that any name is one.
    const shown = path.endsWith('.yaml') ? JSON.stringify(name) : name;
    files.push({ path, text: text.replaceAll('SITE-NAME', () => shown) });
  }
  return files;
}

/** A package.json with the site's scripts: those that are there already stay as they are. */
export function withScripts(text: string | null, name: string): string {
  const manifest =
    text === null ? { name: packageName(name), private: true, type: 'module' } : (JSON.parse(text) as object);
  const own = 'scripts' in manifest && typeof manifest.scripts === 'object' ? manifest.scripts : {};
  return `${JSON.stringify({ ...manifest, scripts: { ...scripts, ...own } }, null, 2)}\n`;
}

function packageName(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'site'
  );
}
