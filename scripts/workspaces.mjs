// The workspaces of this repository, read from the package files. Runs on any Node from 20 on, before anything is installed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** What a package.json says; of the root without a folder. */
export const manifestOf = (folder = '') =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** Folders of all workspaces, sorted. */
export function workspaceFolders() {
  const folders = manifestOf().workspaces.flatMap((pattern) =>
    pattern
      .split('/')
      .reduce(
        (found, part) => found.flatMap((folder) => namesIn(folder, part).map((name) => join(folder, name))),
        [''],
      ),
  );
  return [...new Set(folders)]
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

/** Workspaces and all that they need of ours, and what these need. */
export function withNeeded(folders) {
  const folderOf = new Map(workspaceFolders().map((folder) => [manifestOf(folder).name, folder]));
  const needed = new Set(folders);
  // What is added while it runs is walked too.
  for (const folder of needed)
    for (const name of Object.keys(manifestOf(folder).dependencies ?? {}))
      if (folderOf.has(name)) needed.add(folderOf.get(name));
  return [...needed].toSorted((a, b) => (a < b ? -1 : 1));
}

const namesIn = (folder, part) =>
  part === '*'
    ? readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [part];
