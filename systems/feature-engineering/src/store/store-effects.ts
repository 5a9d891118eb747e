import { chmod, lstat, mkdir, open, rmdir, stat } from 'node:fs/promises';
import {
  realChance,
  realClock,
  realDisk,
  type Chance,
  type Clock,
  type DiskReading,
  type DiskWriting,
} from '@modelfolio/command-line/effects';

/** What stands at a path. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
}

/** All that the data store does to the world. */
export interface StoreEffects
  extends
    Pick<Clock, 'now'>,
    Chance,
    Pick<DiskReading, 'readFile' | 'readChunks' | 'listFolder' | 'realPath'>,
    Pick<DiskWriting, 'moveFile' | 'remove'> {
  /** What is at a path, or at what it links to; `null` where there is nothing. */
  look(path: string, links: 'follow' | 'show'): Promise<Entry | null>;
  /** Writes a file that is not there yet and waits until the disk has it. */
  writeChunks(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  /** Adds to the end of a file in one write, so that two who add at once both are in it. */
  append(path: string, text: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  setMode(path: string, mode: number): Promise<void>;
  /** Removes a folder that is empty. */
  removeEmptyFolder(path: string): Promise<void>;
}

/** The real disk and clock. */
export const realStoreEffects: StoreEffects = {
  ...realClock,
  ...realChance,
  ...realDisk(),
  look,
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
  removeEmptyFolder: (path) => rmdir(path),
};

async function look(path: string, links: 'follow' | 'show'): Promise<Entry | null> {
  const stats = await (links === 'follow' ? stat(path) : lstat(path)).catch(absent);
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
function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
