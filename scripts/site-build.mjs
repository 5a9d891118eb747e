// Builds the site, unless nothing it is made of has changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { must, root } from './setup.mjs';

const sources = [
  'package-lock.json',
  'firebase.json',
  'content',
  'inference',
  'models',
  'schemas',
  'site',
  'systems',
];
const skipped = new Set(['node_modules', 'dist', '.astro', '.cache']);

/** Digest of the names, sizes and times of every file the site is made of. */
function sourcesDigest() {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stats = statSync(path);
    if (stats.isDirectory()) {
      for (const name of readdirSync(path).sort()) if (!skipped.has(name)) visit(join(path, name));
    } else {
      hash.update(`${relative(root, path)}\0${stats.size}\0${stats.mtimeMs}\n`);
    }
  };
  for (const source of sources) if (existsSync(join(root, source))) visit(join(root, source));
  return hash.digest('hex');
}

/** Builds `site/dist`; an interrupted build leaves no stamp, so the next one starts again. */
export async function buildSite({ force = false } = {}) {
  const stamp = join(root, 'node_modules', '.cache', 'modelfolio', 'site');
  const digest = sourcesDigest();
  const fresh =
    existsSync(join(root, 'site/dist/index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === digest;
  if (fresh && !force) {
    process.stderr.write('The site is up to date.\n');
    return;
  }
  rmSync(stamp, { force: true });
  await must('npm', ['run', 'build', '--workspace', 'site', '--silent']);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}
