import { dirname, join } from 'node:path';
import { FeaturesError } from '../features-error.ts';
import { placeIn, shown, type DataStore } from './data-store.ts';
import { trackedOuts } from './data-status.ts';
import { digestChunks, type Digest } from './digest.ts';
import { tellingDisk } from './disk-failure.ts';
import { isFolder, type DvcOut } from './dvc-file.ts';
import { inParallel } from './in-parallel.ts';
import { checkedChunks, damaged, hasObject, loadTree, objectPath } from './objects.ts';
import { walkData } from './walk-data.ts';

/** What {@link checkoutData} changed, from the project. */
export interface Checkout {
  readonly written: string[];
  readonly removed: string[];
}

/**
 * Brings back what the `.dvc` files of the project, or of one path, name. Each file is checked and stands beside its
 * place before the first is moved there.
 *
 * @param options.force also where content that the cache does not have is lost
 * @throws FeaturesError `store-damaged` when the cache is, `usage` when something would be lost or is not in the cache
 */
export function checkoutData(
  store: DataStore,
  path?: string,
  { force = false }: { force?: boolean } = {},
): Promise<Checkout> {
  return tellingDisk(async () => {
    const done: Checkout = { written: [], removed: [] };
    for (const out of await trackedOuts(store, path))
      if (out.cached) await bringBack(store, out, force, done);
    return done;
  });
}

async function bringBack(store: DataStore, out: DvcOut, force: boolean, done: Checkout): Promise<void> {
  const { effects } = store;
  const place = await placeIn(store, out.place);
  const wanted = await wantedFiles(store, out);
  const data = await walkData(store, place);
  const current = new Map(
    await inParallel(data?.files ?? [], async (file) => {
      const { md5 } = await digestChunks(effects.readChunks(file.place), out.algorithm);
      return [file.relpath, md5] as const;
    }),
  );
  const missing = [...wanted].filter(([relpath, md5]) => current.get(relpath) !== md5);
  const extra = [...current.keys()].filter((relpath) => !wanted.has(relpath));
  const at = (relpath: string): string => (relpath === '' ? place : join(place, relpath));

  const lost = [...missing.map(([relpath]) => relpath), ...extra];
  if (!force)
    await refuseLoss(
      store,
      out,
      lost.filter((relpath) => current.has(relpath)),
      current,
      at,
    );
  await refuseLinks(store, place, [...wanted.keys()]);

  const staging = join(dirname(place), `.${effects.random()}.tmp`);
  try {
    const staged = await inParallel(
      missing.map(([relpath, md5], index) => ({ relpath, md5, index })),
      async (one) => {
        const file = join(staging, String(one.index));
        await effects.makeFolder(staging);
        await copyOut(store, { md5: one.md5, algorithm: out.algorithm }, file);
        return { file, relpath: one.relpath };
      },
    );
    for (const relpath of extra) {
      await effects.remove(at(relpath));
      await removeEmptied(store, place, relpath);
      done.removed.push(shown(store, at(relpath)));
    }
    if (isFolder(out)) await effects.makeFolder(place);
    for (const { file, relpath } of staged) {
      await makeWay(store, at(relpath));
      await effects.makeFolder(dirname(at(relpath)));
      await effects.moveFile(file, at(relpath));
      done.written.push(shown(store, at(relpath)));
    }
  } finally {
    await effects.remove(staging);
  }
  const entry = out.executable ? await effects.look(place, 'follow') : null;
  if (entry && (entry.mode & 0o100) === 0) await effects.setMode(place, entry.mode | 0o100);
}

async function wantedFiles(store: DataStore, out: DvcOut): Promise<Map<string, string>> {
  const { config, effects } = store;
  const need = async (digest: Digest): Promise<void> => {
    if (await hasObject(config.cache, digest, effects)) return;
    throw new FeaturesError('usage', 'the cache does not have all of it', {
      file: shown(store, out.file),
      hint: 'pull it',
    });
  };
  await need(out);
  if (!isFolder(out)) return new Map([['', out.md5]]);
  const { files } = await loadTree(config.cache, out, effects);
  await inParallel(files, ({ md5 }) => need({ md5, algorithm: out.algorithm }));
  return new Map(files.map(({ relpath, md5 }) => [relpath, md5]));
}

async function copyOut(store: DataStore, digest: Digest, to: string): Promise<void> {
  const from = objectPath(store.config.cache, digest);
  await store.effects.writeChunks(
    to,
    checkedChunks(from, digest, store.effects, () => damaged(from)),
  );
}

async function refuseLoss(
  store: DataStore,
  out: DvcOut,
  lost: readonly string[],
  current: ReadonlyMap<string, string>,
  at: (relpath: string) => string,
): Promise<void> {
  await inParallel(lost, async (relpath) => {
    const digest = { md5: current.get(relpath) ?? '', algorithm: out.algorithm };
    if (await hasObject(store.config.cache, digest, store.effects)) return;
    throw new FeaturesError('usage', 'its content would be lost: the cache does not have it', {
      file: shown(store, at(relpath)),
      hint: 'add the data, move the file away, or force it',
    });
  });
}

/** A link in the data could lead what is written out of it. */
async function refuseLinks(store: DataStore, place: string, relpaths: readonly string[]): Promise<void> {
  const folders = new Set<string>();
  for (const relpath of relpaths) {
    if (relpath === '') continue;
    const parts = relpath.split('/');
    for (let depth = 0; depth < parts.length; depth++) folders.add(join(place, ...parts.slice(0, depth)));
  }
  for (const folder of folders)
    if ((await store.effects.look(folder, 'show'))?.kind === 'link')
      throw new FeaturesError('usage', 'a link where the data has a folder', {
        file: shown(store, folder),
        hint: 'remove the link',
      });
}

/** Removes the folders of the data that a removed file leaves empty. */
async function removeEmptied(store: DataStore, place: string, relpath: string): Promise<void> {
  const parts = relpath.split('/').slice(0, -1);
  for (; parts.length > 0; parts.pop()) {
    const folder = join(place, ...parts);
    if ((await store.effects.listFolder(folder)).length > 0) return;
    await store.effects.removeEmptyFolder(folder);
  }
}

/** Removes a folder with no file in it from where a file belongs. */
async function makeWay(store: DataStore, place: string): Promise<void> {
  const { effects } = store;
  if ((await effects.look(place, 'show'))?.kind !== 'folder') return;
  for (const name of await effects.listFolder(place)) {
    const inner = join(place, name);
    if ((await effects.look(inner, 'show'))?.kind !== 'folder')
      throw new FeaturesError('usage', 'it stands where the data has a file', {
        file: shown(store, inner),
        hint: 'move it away',
      });
    await makeWay(store, inner);
  }
  await effects.removeEmptyFolder(place);
}
