import { FeaturesError } from '../features-error.ts';
import { placeIn, shown, type DataStore } from './data-store.ts';
import { digestChunks } from './digest.ts';
import { tellingDisk } from './disk-failure.ts';
import { isFolder, type DvcOut } from './dvc-file.ts';
import { inParallel } from './in-parallel.ts';
import { hasObject, loadTree } from './objects.ts';
import { findOuts, walkData, type Data } from './walk-data.ts';

/** How data stands to its `.dvc` file. */
export type DataState = 'unchanged' | 'modified' | 'missing' | 'not in cache';

export interface DataStatus {
  /** From the project. */
  readonly path: string;
  readonly dvcFile: string;
  /** `null` where that cannot be told. */
  readonly state: DataState | null;
  /** Whether the digest is that of DVC 2. */
  readonly legacy: boolean;
  /** Why it cannot be told. */
  readonly note: string | null;
}

/**
 * How the data of the project, or of one path, stands to its `.dvc` files.
 *
 * @throws FeaturesError `usage` when the path is not tracked, `file-unreadable` for a `.dvc` file that is no such
 */
export function dataStatus(store: DataStore, path?: string): Promise<DataStatus[]> {
  return tellingDisk(async () => {
    const outs = await trackedOuts(store, path);
    return inParallel(
      outs,
      async (out) => {
        const state = await tellingDisk(() => stateOf(store, out)).catch((error: unknown) => {
          if (error instanceof FeaturesError) return error;
          throw error;
        });
        const known = typeof state === 'string';
        return {
          path: shown(store, out.place),
          dvcFile: shown(store, out.file),
          state: known ? state : null,
          legacy: out.algorithm === 'md5-dos2unix',
          note: known ? null : state.message,
        };
      },
      2,
    );
  });
}

/** What is tracked in the project, or at one path. @throws FeaturesError `usage` when the path is not tracked */
export async function trackedOuts(store: DataStore, path?: string): Promise<DvcOut[]> {
  const outs = await findOuts(store);
  if (path === undefined) return outs;
  const place = await placeIn(store, path);
  const found = outs.filter((out) => out.place === place || out.file === place);
  if (found.length > 0) return found;
  throw new FeaturesError('usage', 'it is not tracked', { file: path, hint: 'add it' });
}

async function stateOf(store: DataStore, out: DvcOut): Promise<DataState> {
  const wanted = await wantedFiles(store, out);
  if (wanted === null) return 'not in cache';
  const place = await placeIn(store, out.place);
  const data = await walkData(store, place);
  if (data === null) return 'missing';
  return (await isUnchanged(store, out, wanted, data)) ? 'unchanged' : 'modified';
}

/**
 * Digests by path from the data's path, empty for a file; `null` when the cache does not have all of them.
 *
 * @throws FeaturesError `store-damaged` for a list that is not what its name says
 */
async function wantedFiles(store: DataStore, out: DvcOut): Promise<Map<string, string> | null> {
  const { config, effects } = store;
  if (!isFolder(out)) {
    const kept = !out.cached || (await hasObject(config.cache, out, effects, sizeInCache(out)));
    return kept ? new Map([['', out.md5]]) : null;
  }
  if (!(await hasObject(config.cache, out, effects))) return null;
  const { files } = await loadTree(config.cache, out, effects);
  const kept = await inParallel(files, ({ md5 }) =>
    hasObject(config.cache, { md5, algorithm: out.algorithm }, effects),
  );
  return kept.includes(false) ? null : new Map(files.map(({ relpath, md5 }) => [relpath, md5]));
}

/** What DVC 2 keeps may be the same text with other line ends, so of another size. */
const sizeInCache = (out: DvcOut): number | null => (out.algorithm === 'md5' ? out.size : null);

async function isUnchanged(
  store: DataStore,
  out: DvcOut,
  wanted: ReadonlyMap<string, string>,
  data: Data,
): Promise<boolean> {
  if ((data.kind === 'folder') !== isFolder(out) || data.files.length !== wanted.size) return false;
  const same = await inParallel(data.files, async ({ relpath, place }) => {
    const digest = wanted.get(relpath);
    if (digest === undefined) return false;
    return digest === (await digestChunks(store.effects.readChunks(place), out.algorithm)).md5;
  });
  return !same.includes(false);
}
