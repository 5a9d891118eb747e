import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { readRooms } from '../graph/rooms.ts';

/**
 * Copies what git knows of or would add, so that tests may run there on changed code. Installed packages are linked;
 * our own rooms, which `node_modules` holds by name, are linked to the copy's.
 *
 * @param to an empty folder
 * @throws where `root` is no checkout of git
 */
export function copyTree(root: string, to: string): void {
  const { stdout, status } = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0)
    throw new Error(`${root} is no checkout of git, which tells what to copy (git clone the project)`);
  for (const file of stdout.split('\0')) {
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(join(to, dirname(file)), { recursive: true });
    cpSync(join(root, file), join(to, file), { verbatimSymlinks: true });
  }
  const rooms = readRooms(root);
  const ours = new Map(rooms.map(({ name, folder }) => [name, join(to, folder)]));
  for (const { folder } of rooms) linkPackages(join(root, folder), join(to, folder), ours);
}

/** Links each package of one `node_modules`; folders of scopes are made, as some packages of a scope are ours. */
function linkPackages(from: string, to: string, ours: ReadonlyMap<string, string>) {
  const packages = join(from, 'node_modules');
  if (!existsSync(packages)) return;
  for (const entry of readdirSync(packages)) {
    // What tools keep between runs is not shared with the copy.
    if (entry.startsWith('.') && entry !== '.bin') continue;
    const names = entry.startsWith('@')
      ? readdirSync(join(packages, entry)).map((inside) => `${entry}/${inside}`)
      : [entry];
    for (const name of names) {
      const link = join(to, 'node_modules', name);
      const target = ours.get(name) ?? join(packages, name);
      mkdirSync(dirname(link), { recursive: true });
      // A junction needs no rights on Windows, and must be absolute there.
      symlinkSync(process.platform === 'win32' ? target : relative(dirname(link), target), link, 'junction');
    }
  }
}
