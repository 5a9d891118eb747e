// Compiled pages tell where they were compiled: taken out, so that a package and a site say nothing of their builder.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Takes the path of the builder's folder out of every script, style and page below a folder.
 *
 * @param {string} folder what was compiled
 * @param {string} repository the builder's folder, absolute
 * @returns {number} how many files told it
 */
export function forgetBuilder(folder, repository) {
  const address = pathToFileURL(repository).href;
  // As an address, as text in a script, as it is: the longer before the shorter.
  const told = [...new Set([address, JSON.stringify(repository).slice(1, -1), repository])];
  let count = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:m?js|css|json|html|map)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const before = readFileSync(path, 'utf8');
    const after = told.reduce(
      (text, part) => text.replaceAll(part, () => (part === address ? 'file://' : '')),
      before,
    );
    if (after === before) continue;
    writeFileSync(path, after);
    count++;
  }
  return count;
}
