// npm run pack: the packages as they are published, in .cache/packages/*.tgz. Node does not strip types in
// node_modules, so they hold compiled JavaScript with declarations; the site's package holds the compiled renderer.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, fail, must, root } from './setup.mjs';
import { manifestOf, withNeeded, workspaceFolders } from './workspaces.mjs';

const help = `Usage: npm run pack -- [options]

Makes the npm packages in .cache/packages/.

  --version <version>  version to give them (default: that of package.json)
  --help               show this text
`;
const { values } = parseArgs({
  options: { version: { type: 'string' }, help: { type: 'boolean' } },
  strict: true,
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
await ensureInstalled();
const folder = join(root, '.cache/packages');
const build = join(folder, 'build');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// Those that say that they are published, and all that these need of ours. The site's package holds compiled pages: it
// needs none of the rooms that they were made from.
const published = workspaceFolders().filter((room) => manifestOf(room).publishConfig);
const rooms = [...new Set([...withNeeded(published.filter((room) => room !== 'site')), 'site'])];
const manifests = new Map(rooms.map((room) => [room, manifestOf(room)]));
process.stderr.write('Compiling…\n');
const project = join(folder, 'tsconfig.json');
writeFileSync(project, JSON.stringify(compilation()));
await must('tsc', ['-p', project]);
// Compiled by the program itself when anything of it changed.
await must('node', ['site/bin/compile-renderer.mjs']);

const own = new Set(Array.from(manifests.values(), ({ name }) => name));
const tarballs = [];
for (const room of rooms) {
  const target = join(build, room);
  const manifest = publishedManifest(manifests.get(room));
  if (room === 'site') fillSite(target);
  if (room === 'generator')
    cpSync(join(root, 'generator/templates'), join(target, 'templates'), { recursive: true });
  // The renderer holds the rest of what the site needs.
  const { pagefind, piscina } = manifest.dependencies;
  const dependencies = room === 'site' ? { pagefind, piscina } : manifest.dependencies;
  writeFileSync(join(target, 'package.json'), `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n`);
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'));
  const readme = [join(root, room, 'README.md'), join(root, 'README.md')].find((path) => existsSync(path));
  cpSync(readme, join(target, 'README.md'));
  const packed = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: target,
    encoding: 'utf8',
  });
  if (packed.status !== 0) fail(`npm pack failed for ${room}: ${packed.stderr}`);
  const [{ filename }] = JSON.parse(packed.stdout);
  tarballs.push({ name: manifest.name, file: filename, bytes: statSync(join(folder, filename)).size });
}
rmSync(build, { recursive: true, force: true });
writeFileSync(join(folder, 'packages.json'), `${JSON.stringify(tarballs, null, 2)}\n`);
for (const { file, bytes } of tarballs) process.stdout.write(`${file} ${(bytes / 1000).toFixed(0)} kB\n`);

/** What the compiler is told: the sources and programs of the rooms. */
function compilation() {
  const compiled = rooms.filter((room) => room !== 'site');
  return {
    extends: join(root, 'tsconfig.pack.json'),
    compilerOptions: { rootDir: root, outDir: build },
    include: compiled.flatMap((room) => [
      join(root, room, 'src/**/*.ts'),
      ...Object.values(manifests.get(room).bin ?? {}).map((path) => join(root, room, path)),
    ]),
    exclude: ['**/node_modules', '**/*.test.ts', '**/*-fixtures.ts'].map((path) => join(root, path)),
  };
}

/** A manifest as it is published: compiled files, exact versions of each other. */
function publishedManifest(source) {
  const left = new Set(['private', 'scripts', 'devDependencies', 'optionalDependencies', 'publishConfig']);
  const manifest = Object.fromEntries(Object.entries(source).filter(([key]) => !left.has(key)));
  const version = values.version ?? manifest.version;
  const compiled = (path) => (typeof path === 'string' ? path.replace(/\.ts$/, '.js') : path);
  const dependencies = Object.fromEntries(
    Object.entries(manifest.dependencies ?? {}).map(([name, range]) => [
      name,
      own.has(name) ? version : range,
    ]),
  );
  return {
    ...manifest,
    version,
    ...(manifest.exports && {
      exports: Object.fromEntries(
        Object.entries(typeof manifest.exports === 'string' ? { '.': manifest.exports } : manifest.exports)
          // Insides for our tests stay here.
          .filter(([name]) => !name.startsWith('./testing/') && !name.startsWith('./bench/'))
          .map(([name, path]) => [name, { types: path.replace(/\.ts$/, '.d.ts'), default: compiled(path) }]),
      ),
    }),
    ...(manifest.bin && {
      bin: Object.fromEntries(Object.entries(manifest.bin).map(([name, path]) => [name, compiled(path)])),
    }),
    dependencies,
    // node:sqlite and import attributes.
    engines: { node: '>=22.13' },
  };
}

function fillSite(target) {
  mkdirSync(target, { recursive: true });
  for (const name of ['bin', 'renderer'])
    cpSync(join(root, 'site', name), join(target, name), { recursive: true });
  if (readdirSync(join(target, 'renderer/client')).length === 0) fail('the renderer is empty');
}
