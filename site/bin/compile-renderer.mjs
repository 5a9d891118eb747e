// In a checkout, the renderer is compiled when anything it is made of has changed. A package brings it along.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgetBuilder } from './forget-builder.mjs';

const site = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = dirname(site);
const renderer = join(site, 'renderer');
const stamp = join(renderer, 'made-of');
const sources = [
  ...['src', 'public', 'astro.config.mjs', 'package.json', 'bin/forget-builder.mjs'].map((name) =>
    join(site, name),
  ),
  join(repository, 'package-lock.json'),
  ...roomsBehind(site).map((room) => join(room, 'src')),
];

/** Folders of the rooms of this repository that one depends on, and that those depend on. */
function roomsBehind(room, known = new Set()) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(room, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    const link = join(repository, 'node_modules', name);
    if (!name.startsWith('@modelfolio/') || !existsSync(link)) continue;
    const other = realpathSync(link);
    if (known.has(other)) continue;
    known.add(other);
    roomsBehind(other, known);
  }
  return [...known];
}

/** Digest of the names, sizes and times of every file that the renderer is made of. */
function sourcesDigest() {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stats = statSync(path);
    if (stats.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${relative(repository, path)}\0${stats.size}\0${stats.mtimeMs}\n`);
  };
  for (const source of sources) visit(source);
  return hash.digest('hex');
}

/** Folder with the compiled renderer: `server/entry.mjs` and `client/`. */
export async function compileRenderer() {
  if (!existsSync(join(site, 'astro.config.mjs'))) return renderer;
  const digest = sourcesDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return renderer;
  process.stderr.write('Compiling the site’s pages (once for each change of them)…\n');
  const made = join(site, `renderer.${process.pid}`);
  const astro = join(repository, 'node_modules/astro/bin/astro.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [astro, 'build', '--outDir', made], {
    cwd: site,
    encoding: 'utf8',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
    maxBuffer: 1 << 26,
  });
  if (status !== 0) {
    rmSync(made, { recursive: true, force: true });
    process.stderr.write(`${stdout}\n${stderr}\nmodelfolio-site: the pages cannot be compiled\n`);
    process.exit(1);
  }
  mkdirSync(made, { recursive: true });
  forgetBuilder(made, repository);
  writeFileSync(join(made, 'made-of'), digest);
  rmSync(renderer, { recursive: true, force: true });
  try {
    renameSync(made, renderer);
  } catch (error) {
    // Another process was faster with the same.
    if (!existsSync(stamp)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
  return renderer;
}

// As a program: npm run pack wants the renderer before anything is built with it.
if (process.argv[1] === fileURLToPath(import.meta.url)) await compileRenderer();
