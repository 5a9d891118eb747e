import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises';

/** What stands at a path. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
}

/** All that the data store does to the world. */
export interface StoreEffects {
  readFile(path: string): Promise<Uint8Array>;
  /** A file's bytes in order, a chunk at a time, for files that do not fit in memory. */
  readChunks(path: string): AsyncIterable<Uint8Array>;
  /** What is at a path, or at what it links to; `null` where there is nothing. */
  look(path: string, links: 'follow' | 'show'): Promise<Entry | null>;
  /** Names in a folder; an absent folder is empty. */
  listFolder(path: string): Promise<string[]>;
  /** The path with every symbolic link followed. */
  realPath(path: string): Promise<string>;
  /** Writes a file that is not there yet and waits until the disk has it. */
  writeChunks(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** Adds to the end of a file in one write, so that two who add at once both are in it. */
  append(path: string, text: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  setMode(path: string, mode: number): Promise<void>;
  /** Moves over what is there, on one disk. */
  move(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all in it; nothing there is fine. */
  remove(path: string): Promise<void>;
  /** Removes a folder that is empty. */
  removeEmptyFolder(path: string): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
  /** A word that no other call returns, for temporary names. */
  random(): string;
}

/** The real disk and clock. */
export const realStoreEffects: StoreEffects = {
  readFile: (path) => readFile(path),
  readChunks: (path) => createReadStream(path, { highWaterMark: 1 << 20 }),
  look,
  listFolder: async (path) => {
    const names = await readdir(path).catch(absent([]));
    return names.toSorted((a, b) => (a < b ? -1 : 1));
  },
  realPath: (path) => realpath(path),
  async writeChunks(path, chunks) {
    const file = await open(path, 'wx');
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  async append(path, text) {
    const file = await open(path, 'a');
    try {
      const bytes = Buffer.from(text);
      const { bytesWritten } = await file.write(bytes);
      // A disk that is nearly full takes a part: that is taken back.
      if (bytesWritten < bytes.length) {
        await file.truncate((await file.stat()).size - bytesWritten);
        throw Object.assign(new Error('no space left'), { code: 'ENOSPC', path });
      }
    } finally {
      await file.close();
    }
  },
  makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
  setMode: (path, mode) => chmod(path, mode),
  move: (from, to) => rename(from, to),
  remove: (path) => rm(path, { recursive: true, force: true }),
  removeEmptyFolder: (path) => rmdir(path),
  now: () => Date.now(),
  random: () => randomUUID(),
};

async function look(path: string, links: 'follow' | 'show'): Promise<Entry | null> {
  const stats = await (links === 'follow' ? stat(path) : lstat(path)).catch(absent(null));
  if (stats === null) return null;
  const kind = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'folder'
      : stats.isSymbolicLink()
        ? 'link'
        : 'other';
  return { kind, size: stats.size, mode: stats.mode & 0o777 };
}

/** What may not be looked at is told; only what is not there counts as missing. */
function absent<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return value;
    throw error;
  };
}
