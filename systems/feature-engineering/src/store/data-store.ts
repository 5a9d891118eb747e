import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { FeaturesError } from '../features-error.ts';
import { tellingDisk } from './disk-failure.ts';
import { readConfig, type DvcConfig } from './dvc-config.ts';
import { replaceFile } from './objects.ts';
import { realStoreEffects, type StoreEffects } from './store-effects.ts';

/** A DVC project whose data is kept by content. */
export interface DataStore {
  /** The folder with `.dvc`, every link followed. */
  readonly root: string;
  readonly config: DvcConfig;
  readonly effects: StoreEffects;
}

/**
 * The project that a folder is in.
 *
 * @throws FeaturesError `usage` when it is in none
 *
 * @example
 * const store = await openStore('.');
 * const { md5 } = await addData(store, 'data/census.csv');
 * await pushData(store);
 */
export function openStore(folder: string, effects: StoreEffects = realStoreEffects): Promise<DataStore> {
  return tellingDisk(async () => {
    const start = await effects.realPath(folder);
    for (let root = start; ; root = dirname(root)) {
      if ((await effects.look(join(root, '.dvc'), 'follow'))?.kind === 'folder')
        return { root, config: await readConfig(root, effects), effects };
      if (root === dirname(root))
        throw new FeaturesError('usage', 'no DVC project is here, nor in a folder around it', {
          file: folder,
          hint: '`features data init` makes one',
        });
    }
  });
}

/** Makes a folder a DVC project, as `dvc init` does; one that is there stays as it is. */
export function initStore(folder: string, effects: StoreEffects = realStoreEffects): Promise<DataStore> {
  return tellingDisk(async () => {
    const scm = (await gitRoot(resolve(folder), effects)) !== null;
    const files = {
      '.dvc/.gitignore': '/config.local\n/tmp\n/cache\n',
      '.dvcignore':
        '# Paths that DVC leaves out, one pattern a line: https://dvc.org/doc/user-guide/dvcignore\n',
      '.dvc/config': scm ? '' : '[core]\n    no_scm = True\n',
    };
    for (const [name, text] of Object.entries(files))
      if ((await effects.look(join(folder, name), 'show')) === null)
        await replaceFile(join(folder, name), [Buffer.from(text)], effects);
    return openStore(folder, effects);
  });
}

/** The folder with `.git` that a folder is in. */
export async function gitRoot(folder: string, effects: StoreEffects): Promise<string | null> {
  for (let root = folder; ; root = dirname(root)) {
    if ((await effects.look(join(root, '.git'), 'follow')) !== null) return root;
    if (root === dirname(root)) return null;
  }
}

/** A path from the project, for people and with `/`. */
export const shown = (store: DataStore, path: string): string =>
  relative(store.root, path).replaceAll('\\', '/') || '.';

/**
 * Where a path of the project is.
 *
 * @param path from the project, or absolute
 * @throws FeaturesError `usage` when it lies outside, in `.dvc` or `.git`, or behind a link to a folder
 */
export async function placeIn(store: DataStore, path: string): Promise<string> {
  const { root, effects } = store;
  const fail = (reason: string, hint: string): FeaturesError =>
    new FeaturesError('usage', reason, { file: path, hint });
  if (/^[a-z][\w+.-]*:\/\//i.test(path))
    throw fail('an address, not a path of the project', 'only `dvc` knows data outside the project');
  const given = resolve(root, path);
  let around = dirname(given);
  while ((await effects.look(around, 'follow')) === null && around !== dirname(around))
    around = dirname(around);
  const real = join(await effects.realPath(around), relative(around, given));
  const inner = relative(root, real);
  if (inner === '' || inner === '..' || inner.startsWith('../') || isAbsolute(inner))
    throw fail('it does not lie in the project', `the project is ${root}`);
  if (/^\.(?:dvc|git)(?:\/|$)/.test(inner))
    throw fail('what DVC and git keep is no data', 'choose another path');
  // The way to the project may have links, the way from it may not: DVC follows none.
  if (given.startsWith(`${root}/`) && given !== real)
    throw fail('a folder on the way is a link', 'name the path that it leads to');
  return real;
}
