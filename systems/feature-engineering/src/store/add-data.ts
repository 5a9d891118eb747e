import { basename, dirname } from 'node:path';
import { FeaturesError } from '../features-error.ts';
import { placeIn, shown, type DataStore } from './data-store.ts';
import { digestChunks, type Digest } from './digest.ts';
import { tellingDisk } from './disk-failure.ts';
import { writeDvcFile } from './dvc-file.ts';
import { addToGitignore, gitRules } from './git-ignore.ts';
import { isIgnored } from './ignore-rules.ts';
import { inParallel } from './in-parallel.ts';
import { hasObject, objectPath, replaceFile, storeBytes, storeObject } from './objects.ts';
import { writeTree } from './tree-list.ts';
import { findOuts, isDvcIgnored, walkData, type Data, type DataFile } from './walk-data.ts';

/** Data that is tracked. */
export interface AddedData {
  /** From the project. */
  readonly path: string;
  readonly dvcFile: string;
  /** Of a folder with `.dir`. */
  readonly md5: string;
  readonly size: number;
  /** Of a folder. */
  readonly files: number | null;
  /** Links to folders, which are not followed. */
  readonly leftOut: readonly string[];
}

/**
 * Puts a file or a folder into the cache and writes the `.dvc` file beside it, as `dvc add` does. Data that DVC 2 added
 * is tracked by DVC 3's digest from then on.
 *
 * @param path from the project, or absolute
 * @throws FeaturesError `usage`, `file-unreadable`
 */
export function addData(store: DataStore, path: string): Promise<AddedData> {
  return tellingDisk(async () => {
    const place = await placeIn(store, path);
    const data = await walkData(store, place);
    if (data === null) throw new FeaturesError('usage', 'nothing is there', { file: path });
    const dvcFile = `${place}.dvc`;
    await refuse(store, place, dvcFile, data);

    const { effects } = store;
    const files = await inParallel(data.files, (file) => keep(store, file));
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const md5 = data.kind === 'file' ? (files[0]?.md5 ?? '') : await keepTree(store, files);
    const { mode } = (await effects.look(place, 'follow')) ?? { mode: 0 };

    const before = (await effects.look(dvcFile, 'follow')) ? await readText(store, dvcFile) : null;
    const count = data.kind === 'file' ? null : files.length;
    const executable = data.kind === 'file' && (mode & 0o111) !== 0;
    const text = writeDvcFile({ path: basename(place), md5, size, files: count, executable }, before);
    await addToGitignore(store, place, data.kind === 'folder');
    // Last: it names only what is kept.
    if (text !== before) await replaceFile(dvcFile, [Buffer.from(text)], effects);
    return {
      path: shown(store, place),
      dvcFile: shown(store, dvcFile),
      md5,
      size,
      files: count,
      leftOut: data.leftOut,
    };
  });
}

async function refuse(store: DataStore, place: string, dvcFile: string, data: Data): Promise<void> {
  const fail = (reason: string, hint: string): FeaturesError =>
    new FeaturesError('usage', reason, { file: shown(store, place), hint });
  if (/\.dvc$|^\.(?:gitignore|dvcignore)$|^dvc\.(?:yaml|lock)$/.test(basename(place)))
    throw fail('a file of DVC or git, no data', 'choose another path');
  if (data.kind === 'folder' && (await store.effects.look(place, 'show'))?.kind === 'link')
    throw fail('a link to a folder, which DVC does not follow', 'add the folder itself');
  if (await isDvcIgnored(store, place, data.kind === 'folder'))
    throw fail('.dvcignore leaves it out', 'change .dvcignore');
  const git = await gitRules(store, dirname(place));
  if (git && isIgnored(git, dvcFile, false))
    throw fail('git is told to leave out its .dvc file', 'change .gitignore');
  for (const out of await findOuts(store)) {
    if (out.file === dvcFile && out.place === place) continue;
    const [a, b] = [`${out.place}/`, `${place}/`];
    if (a.startsWith(b) || b.startsWith(a))
      throw fail(
        `${shown(store, out.file)} tracks ${shown(store, out.place)} already`,
        'remove one of the two',
      );
  }
  if ((await store.effects.look(dvcFile, 'follow')) === null) return;
  if (/^(?:deps|cmd):/m.test(await readText(store, dvcFile)))
    throw fail('its .dvc file is an import', '`dvc update` renews it');
}

async function keep(store: DataStore, file: DataFile): Promise<DataFile & Digest> {
  const { effects, config } = store;
  const digest = await digestChunks(effects.readChunks(file.place), 'md5');
  const kept = await effects.look(objectPath(config.cache, digest), 'follow');
  // One that is not read-only may have been changed: it is written again.
  if (kept?.size !== digest.size || (kept.mode & 0o222) !== 0)
    await storeObject(
      file.place,
      config.cache,
      digest,
      effects,
      () =>
        new FeaturesError('file-unreadable', 'it changed while it was read', {
          file: shown(store, file.place),
          hint: 'add it again when nothing writes it',
        }),
    );
  return { ...file, ...digest };
}

async function keepTree(store: DataStore, files: readonly (DataFile & Digest)[]): Promise<string> {
  const bytes = Buffer.from(writeTree(files));
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const list = await digestChunks(once(), 'md5');
  const digest = { ...list, md5: `${list.md5}.dir` };
  if (!(await hasObject(store.config.cache, digest, store.effects, bytes.length)))
    await storeBytes(bytes, store.config.cache, digest, store.effects);
  return digest.md5;
}

async function readText(store: DataStore, file: string): Promise<string> {
  return new TextDecoder().decode(await store.effects.readFile(file));
}
