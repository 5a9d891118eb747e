import { dirname, join } from 'node:path';
import { FeaturesError } from '../features-error.ts';
import { shown, type DataStore } from './data-store.ts';
import {
  isIgnored,
  noRules,
  rulesAt,
  withFolder,
  withRules,
  withRulesOf,
  type IgnoreRules,
} from './ignore-rules.ts';
import { readDvcFile, type DvcOut } from './dvc-file.ts';
import { gitRules } from './git-ignore.ts';

/** A file of tracked data. */
export interface DataFile {
  /** From the data's path, with `/`; empty when that is the file. */
  readonly relpath: string;
  readonly place: string;
  readonly size: number;
}

/** What is at a data path. */
export interface Data {
  readonly kind: 'file' | 'folder';
  readonly files: DataFile[];
  /** Links to folders, which DVC does not follow. */
  readonly leftOut: string[];
}

/** What DVC always leaves out. */
const usual = (root: string): IgnoreRules => withRules(noRules(root), root, '.hg/\n.git/\n.git\n.dvc/');

/**
 * The files of tracked data: all but what `.dvcignore` leaves out.
 *
 * @returns `null` where there is nothing
 * @throws FeaturesError `file-unreadable` for a link that leads nowhere, a pipe, or a name that is not UTF-8
 */
export async function walkData(store: DataStore, place: string): Promise<Data | null> {
  const { effects } = store;
  const entry = await effects.look(place, 'follow');
  if (entry === null) return null;
  if (entry.kind === 'file')
    return { kind: 'file', files: [{ relpath: '', place, size: entry.size }], leftOut: [] };
  if (entry.kind !== 'folder') throw unreadable(store, place, 'neither a file nor a folder');
  const data: Data = { kind: 'folder', files: [], leftOut: [] };
  // What is tracked is looked at, whatever a rule says of its folder.
  const rules = withFolder(await dvcRules(store, dirname(place)), place);
  const visit = async (folder: string, prefix: string): Promise<void> => {
    for (const name of await effects.listFolder(folder)) {
      const path = join(folder, name);
      const own = await effects.look(path, 'show');
      const real = own?.kind === 'link' ? await effects.look(path, 'follow') : own;
      if (isIgnored(rules, path, real?.kind === 'folder')) continue;
      if (name === '.dvcignore')
        throw unreadable(
          store,
          path,
          'DVC takes no such file in tracked data',
          'move it to the folder around',
        );
      if (real === null && name.includes('\uFFFD')) throw unreadable(store, path, 'its name is not UTF-8');
      if (real === null) throw unreadable(store, path, 'a link that leads nowhere');
      if (real.kind === 'folder' && own?.kind === 'link') data.leftOut.push(`${prefix}${name}`);
      else if (real.kind === 'folder') {
        // As DVC does, which leaves a project in the project to itself.
        if ((await effects.look(join(path, '.dvc'), 'follow'))?.kind !== 'folder')
          await visit(path, `${prefix}${name}/`);
      } else if (real.kind === 'file')
        data.files.push({ relpath: `${prefix}${name}`, place: path, size: real.size });
      else throw unreadable(store, path, 'neither a file nor a folder');
    }
  };
  await visit(place, '');
  return data;
}

/** Whether `.dvcignore` leaves a path out. */
export async function isDvcIgnored(store: DataStore, place: string, isFolder: boolean): Promise<boolean> {
  return isIgnored(await dvcRules(store, dirname(place)), place, isFolder);
}

/** What all the `.dvc` files of the project track, without those that git or DVC are told to leave out. */
export async function findOuts(store: DataStore): Promise<DvcOut[]> {
  const { root, effects } = store;
  const outs: DvcOut[] = [];
  const visit = async (folder: string, dvc: IgnoreRules, git: IgnoreRules | null): Promise<void> => {
    const dvcHere = await withRulesOf(dvc, folder, '.dvcignore', effects);
    const gitHere = git && (await withRulesOf(git, folder, '.gitignore', effects));
    const ignored = (path: string, isDir: boolean): boolean =>
      isIgnored(dvcHere, path, isDir) || (gitHere !== null && isIgnored(gitHere, path, isDir));
    const folders: string[] = [];
    for (const name of await effects.listFolder(folder)) {
      const path = join(folder, name);
      const kind = (await effects.look(path, 'show'))?.kind;
      if (kind === 'folder' && !ignored(path, true)) folders.push(path);
      if (kind === 'file' && /.\.dvc$/.test(name) && !ignored(path, false)) {
        const text = new TextDecoder().decode(await effects.readFile(path));
        outs.push(...readDvcFile(text, path));
      }
    }
    for (const path of folders) {
      // Neither tracked data nor a project in the project has `.dvc` files of this one.
      const own = (await effects.look(join(path, '.dvc'), 'follow'))?.kind !== 'folder';
      if (own && !outs.some(({ place }) => place === path)) await visit(path, dvcHere, gitHere);
    }
  };
  const git = await gitRules(store, root);
  await visit(root, usual(root), git && !isIgnored(git, root, true) ? git : null);
  return outs;
}

async function dvcRules(store: DataStore, folder: string): Promise<IgnoreRules> {
  return rulesAt(usual(store.root), folder, '.dvcignore', store.effects);
}

function unreadable(
  store: DataStore,
  path: string,
  reason: string,
  hint = 'take it out of the data',
): FeaturesError {
  return new FeaturesError('file-unreadable', reason, { file: shown(store, path), hint });
}
