import { FeaturesError } from '../features-error.ts';
import { checkoutData, type Checkout } from './checkout-data.ts';
import { shown, type DataStore } from './data-store.ts';
import { trackedOuts } from './data-status.ts';
import type { Digest } from './digest.ts';
import { tellingDisk } from './disk-failure.ts';
import { remoteFolder } from './dvc-config.ts';
import { isFolder, type DvcOut } from './dvc-file.ts';
import { inParallel } from './in-parallel.ts';
import { damaged, hasObject, loadTree, objectPath, storeObject } from './objects.ts';

/** Contents that were copied, and those that were there. */
export interface Transfer {
  copied: number;
  present: number;
}

/** Where from and to, and what to tell when a content is not there. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly hint: string;
}

/** Settings of a transfer. */
export interface TransferOptions {
  /** What to transfer, from the project; all without it. */
  readonly path?: string | undefined;
  /** Name of the remote; without it the one that the data names, then the default one. */
  readonly remote?: string | undefined;
}

/**
 * Copies contents from the cache to a remote that is a folder.
 *
 * @throws FeaturesError `usage` for other remotes, and for contents that are not in the cache; `store-damaged`
 */
export function pushData(store: DataStore, options: TransferOptions = {}): Promise<Transfer> {
  return tellingDisk(() =>
    transfer(store, options, 'push', (remote) => ({
      from: store.config.cache,
      to: remote,
      hint: 'add or pull it first',
    })),
  );
}

/**
 * Copies contents from a remote that is a folder to the cache, and brings the data back as {@link checkoutData} does.
 *
 * @param options.force as there
 * @throws FeaturesError `usage` for other remotes, and for contents that are not in the remote; `store-damaged`
 */
export function pullData(
  store: DataStore,
  options: TransferOptions & { force?: boolean } = {},
): Promise<Transfer & Checkout> {
  return tellingDisk(async () => {
    const moved = await transfer(store, options, 'pull', (remote) => ({
      from: remote,
      to: store.config.cache,
      hint: 'push it from where it is',
    }));
    return { ...moved, ...(await checkoutData(store, options.path, { force: options.force ?? false })) };
  });
}

async function transfer(
  store: DataStore,
  { path, remote }: TransferOptions,
  verb: 'pull' | 'push',
  wayTo: (remote: string) => Way,
): Promise<Transfer> {
  const total: Transfer = { copied: 0, present: 0 };
  for (const out of await trackedOuts(store, path)) {
    if (!out.cached || (verb === 'push' && !out.pushed)) continue;
    const way = wayTo(remoteFolder(store.config, remote ?? out.remote, verb));
    await transferOut(store, out, way, total);
  }
  return total;
}

async function transferOut(store: DataStore, out: DvcOut, way: Way, total: Transfer): Promise<void> {
  const { effects } = store;
  const copy = async (digest: Digest): Promise<void> => {
    if (await hasObject(way.to, digest, effects)) return void total.present++;
    const from = objectPath(way.from, digest);
    if (!(await hasObject(way.from, digest, effects))) throw absent(store, out, from, way);
    await storeObject(from, way.to, digest, effects, () => damaged(from));
    total.copied++;
  };
  if (isFolder(out)) {
    // One that is there says nothing of its files: an interrupted deletion may have left it.
    const near = (await hasObject(way.to, out, effects)) ? way.to : way.from;
    if (!(await hasObject(near, out, effects))) throw absent(store, out, objectPath(near, out), way);
    const { files } = await loadTree(near, out, effects);
    const names = new Set(files.map(({ md5 }) => md5));
    await inParallel([...names], (md5) => copy({ md5, algorithm: out.algorithm }));
  }
  // The list comes last: where it is, its files are.
  await copy(out);
}

function absent(store: DataStore, out: DvcOut, file: string, { hint }: Way): FeaturesError {
  return new FeaturesError('usage', `${shown(store, file)} is not there`, {
    file: shown(store, out.file),
    hint,
  });
}
