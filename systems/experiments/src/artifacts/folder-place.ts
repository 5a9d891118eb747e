import { randomBytes } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import {
  lstat,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  unlink,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { invalidParameter, MlflowError } from '../mlflow-error.ts';
import { isUnderWay, nameOf, underWayPrefix } from './artifact-path.ts';
import {
  inOrder,
  type ArtifactPlace,
  type ListedArtifact,
  type OpenArtifact,
  type Part,
} from './artifact-place.ts';
import { codeOf, folderFailure, isMissing, readingFailure } from './folder-failure.ts';
import { measuredBody } from './measured-body.ts';

interface FolderEffects {
  /** Opens a file on the disk. */
  readonly openFile: typeof open;
  /** Says what there is at a path. */
  readonly statFile: (path: string, options: { readonly bigint: true }) => Promise<BigIntStats>;
}

const realEffects: FolderEffects = { openFile: open, statFile: stat };

/**
 * Artifacts in a folder, laid out as MLflow does: a file for each, at its path. Symbolic links are followed as far as they
 * stay inside.
 *
 * @param root made with the first artifact where it is not there
 */
export function folderPlace(root: string, effects: Partial<FolderEffects> = {}): ArtifactPlace {
  const { openFile, statFile } = { ...realEffects, ...effects };
  const folder = resolve(root);
  const pathOf = (path: string): string => join(folder, path);

  /** @throws MlflowError for one that links lead out of the folder; the file system's error where nothing is there */
  async function realInside(place: string): Promise<string> {
    const [real, inside] = await Promise.all([realpath(place), realpath(folder)]);
    if (real !== inside && !real.startsWith(inside.endsWith(sep) ? inside : inside + sep)) throw outside();
    return real;
  }

  /** What is at a place, and where that really is; `null` for nothing that may be shown. */
  async function look(place: string): Promise<{ real: string; stats: BigIntStats } | null> {
    try {
      const real = await realInside(place);
      return { real, stats: await statFile(real, { bigint: true }) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Makes a folder, and returns the outermost that was made for it. */
  async function makeFolder(place: string): Promise<string | undefined> {
    if (place !== folder) await checkParents(place);
    const made = await mkdir(place, { recursive: true });
    await realInside(place);
    return made;
  }

  /** Nothing is made behind a link that leads out of the folder. */
  async function checkParents(place: string): Promise<void> {
    for (let at = place; at !== folder; at = dirname(at))
      try {
        await realInside(at);
        return;
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
        // A link that leads to nothing: nothing is made where it leads.
        if (await lstat(at).catch(() => null)) throw outside();
      }
  }

  return {
    uri: pathToFileURL(folder).href,
    async list(path) {
      try {
        const found = await look(pathOf(path));
        if (!found?.stats.isDirectory()) return [];
        const listed: ListedArtifact[] = [];
        for (const name of await readdir(found.real)) {
          const each = isUnderWay(name) ? null : await look(join(found.real, name)).catch(nothingOutside);
          if (each?.stats.isDirectory()) listed.push({ name, bytes: null });
          else if (each?.stats.isFile()) listed.push({ name, bytes: Number(each.stats.size) });
        }
        return inOrder(listed);
      } catch (error) {
        throw readingFailure(error, path);
      }
    },
    async open(path) {
      try {
        const found = isUnderWay(nameOf(path)) ? null : await look(pathOf(path));
        if (found?.stats.isDirectory()) return 'folder';
        // Neither pipes nor devices: to open one may wait for ever.
        if (!found?.stats.isFile()) return null;
        return await opened(await openFile(found.real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
      } catch (error) {
        if (isMissing(error)) return null;
        throw readingFailure(error, path);
      }
    },
    async write(path, body, options = {}) {
      const target = pathOf(path);
      const { chunks, told } = measuredBody(body, options);
      const temporary = join(dirname(target), underWayPrefix + randomBytes(8).toString('hex'));
      let made: string | undefined;
      try {
        let handle: FileHandle | null = null;
        for (let tries = 0; handle === null; tries++) {
          made = (await makeFolder(dirname(target))) ?? made;
          // Somebody else's failed upload may just have removed the folder that it had made.
          handle = await openFile(temporary, 'wx').catch((error: unknown) => {
            if (codeOf(error) === 'ENOENT' && tries < 3) return null;
            throw error;
          });
        }
        try {
          for await (const chunk of chunks) await handle.writeFile(chunk);
          await handle.datasync();
          const version = versionOf(await handle.stat({ bigint: true }));
          await rename(temporary, target);
          return { ...told(), version };
        } finally {
          await handle.close();
        }
      } catch (error) {
        await unlink(temporary).catch(() => {});
        if (made !== undefined) await removeEmpty(dirname(target), made);
        throw folderFailure(error, path);
      } finally {
        await chunks.return();
      }
    },
    async remove(path) {
      if (path === '') throw invalidParameter('Invalid path');
      try {
        // A link itself is removed, not what it leads to.
        await realInside(dirname(pathOf(path)));
        await rm(pathOf(path), { recursive: true, force: true });
      } catch (error) {
        if (!isMissing(error)) throw folderFailure(error, path);
      }
    },
  };
}

const outside = (): MlflowError =>
  invalidParameter('Invalid path: resolved path is outside the artifact directory');

/** Passes over what a link leads to outside of the folder. @throws what else there is */
function nothingOutside(error: unknown): null {
  if (error instanceof MlflowError) return null;
  throw error;
}

/** Removes folders that hold nothing, from one up to another around it. */
async function removeEmpty(from: string, to: string): Promise<void> {
  for (let at = from; !relative(to, at).startsWith('..'); at = dirname(at))
    try {
      await rmdir(at);
    } catch {
      return;
    }
}

async function opened(handle: FileHandle): Promise<OpenArtifact> {
  const stats = await handle.stat({ bigint: true });
  const bytes = Number(stats.size);
  return {
    bytes,
    changed: Number(stats.mtimeMs),
    version: versionOf(stats),
    read: (part = { first: 0, last: bytes - 1 }) => Promise.resolve(streamOf(handle, part)),
    close: () => handle.close(),
  };
}

/** With the number of the file: a clock of the disk may stand still between two that replace each other. */
const versionOf = ({ ino, mtimeNs, size }: BigIntStats): string =>
  [ino, mtimeNs, size].map((each) => each.toString(36)).join('-');

const chunkBytes = 256 * 1024;

/** Reads on only when it is asked to: whoever takes slowly does not fill the memory. */
function streamOf(handle: FileHandle, { first, last }: Part): ReadableStream<Uint8Array> {
  let at = first;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const length = Math.min(chunkBytes, last - at + 1);
          if (length > 0) {
            const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
            if (bytesRead === 0)
              throw new MlflowError('ABORTED', 'The file has become shorter while it was read.');
            at += bytesRead;
            controller.enqueue(buffer.subarray(0, bytesRead));
          }
          if (at <= last) return;
          await handle.close();
          controller.close();
        } catch (error) {
          await handle.close().catch(() => {});
          throw error;
        }
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}
