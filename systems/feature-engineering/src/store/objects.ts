import { dirname, join } from 'node:path';
import { FeaturesError } from '../features-error.ts';
import { digestChunks, newHasher, type Digest } from './digest.ts';
import type { StoreEffects } from './store-effects.ts';
import { readTree, type TreeFile } from './tree-list.ts';

const READ_ONLY = 0o444;

/** Where a cache, or a remote that is a folder, has a content: DVC 2 had it at the top. */
export function objectPath(base: string, { md5, algorithm }: Digest): string {
  const folder = algorithm === 'md5' ? join(base, 'files', 'md5') : base;
  return join(folder, md5.slice(0, 2), md5.slice(2));
}

/** Writes beside the file and renames over it: a reader, a crash or a full disk never leaves a part. */
export async function replaceFile(
  path: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  effects: StoreEffects,
  mode?: number,
): Promise<void> {
  const folder = dirname(path);
  const whole = join(folder, `.${effects.random()}.tmp`);
  try {
    await effects.makeFolder(folder);
    await effects.writeChunks(whole, chunks);
    if (mode !== undefined) await effects.setMode(whole, mode);
    await effects.moveFile(whole, path);
  } catch (error) {
    // What went wrong first is told.
    await effects.remove(whole).catch(() => {});
    throw error;
  }
}

/** A file's chunks as they are; at their end, an error when they are not what the digest says. */
export async function* checkedChunks(
  path: string,
  digest: Digest,
  effects: StoreEffects,
  failure: () => FeaturesError,
): AsyncGenerator<Uint8Array> {
  const hasher = newHasher(digest.algorithm);
  for await (const chunk of effects.readChunks(path)) {
    hasher.update(chunk);
    yield chunk;
  }
  if (hasher.digest() !== digest.md5.slice(0, 32)) throw failure();
}

/** Says that a content in the cache, or in a remote, is not what its name says. */
export const damaged = (file: string): FeaturesError =>
  new FeaturesError('store-damaged', 'its content is not what its name says', {
    file,
    hint: 'delete it, then pull, or add the data again where it still is',
  });

/** Whether a cache or a remote has a content; one whose size is wrong is as good as none. */
export async function hasObject(
  base: string,
  digest: Digest,
  effects: StoreEffects,
  size?: number | null,
): Promise<boolean> {
  const entry = await effects.look(objectPath(base, digest), 'follow');
  return entry?.kind === 'file' && (size === undefined || size === null || entry.size === size);
}

/** Puts a file's content where it belongs, read-only as DVC does. `failure` when the file is not what the digest says. */
export async function storeObject(
  from: string,
  base: string,
  digest: Digest,
  effects: StoreEffects,
  failure: () => FeaturesError,
): Promise<void> {
  const chunks = checkedChunks(from, digest, effects, failure);
  await replaceFile(objectPath(base, digest), chunks, effects, READ_ONLY);
}

/** Puts bytes where they belong. */
export async function storeBytes(
  bytes: Uint8Array,
  base: string,
  digest: Digest,
  effects: StoreEffects,
): Promise<void> {
  await replaceFile(objectPath(base, digest), [bytes], effects, READ_ONLY);
}

/**
 * The list of a folder from a cache or a remote.
 *
 * @throws FeaturesError `store-damaged`
 */
export async function loadTree(
  base: string,
  digest: Digest,
  effects: StoreEffects,
): Promise<{ bytes: Uint8Array; files: TreeFile[] }> {
  const file = objectPath(base, digest);
  const bytes = await effects.readFile(file);
  async function* once(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  const { md5 } = await digestChunks(once(), 'md5');
  if (`${md5}.dir` !== digest.md5) throw damaged(file);
  return { bytes, files: readTree(bytes, file) };
}
