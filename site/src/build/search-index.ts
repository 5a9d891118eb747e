import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { close, createIndex } from 'pagefind';
import { SiteError } from '../site-error.ts';

/**
 * Writes Pagefind's index of the pages into `<folder>/pagefind`.
 *
 * @returns names of the files written, from the folder
 * @throws SiteError `search-index` with what Pagefind says
 */
export async function writeSearchIndex(
  folder: string,
  pages: Iterable<{ url: string; content: string }>,
): Promise<string[]> {
  const fail = (errors: string[]): never => {
    throw new SiteError('search-index', `the search index cannot be made: ${errors.join('; ')}`, 'report it');
  };
  try {
    const { index, errors } = await createIndex();
    if (!index) return fail(errors);
    for (const page of pages) {
      const added = await index.addHTMLFile(page);
      if (added.errors.length > 0) fail(added.errors);
    }
    const outputPath = join(folder, 'pagefind');
    const written = await index.writeFiles({ outputPath });
    if (written.errors.length > 0) fail(written.errors);
    return readdirSync(outputPath, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } finally {
    await close();
  }
}
