import { randomUUID } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { open, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What tells one version of a file from another. */
export interface FileMark {
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** A file that is open to be read. */
export interface OpenFile {
  mark(): Promise<FileMark>;
  /**
   * Reads into memory from a place in the file.
   *
   * @returns number of bytes; 0 at the end
   */
  read(into: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

/** A file that is written beside the place that it is for. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Puts it in its place, when the disk has all of it. */
  finish(): Promise<void>;
  /** Leaves all as it was. */
  discard(): Promise<void>;
}

/** All that reading and writing tables does to the world. */
export interface StreamEffects {
  open(path: string): Promise<OpenFile>;
  standardInput(): AsyncIterable<Uint8Array>;
  /** Keeps bytes in a temporary file that is gone when it is closed, or when the program ends in any way. */
  spool(chunks: AsyncIterable<Uint8Array>): Promise<OpenFile>;
  create(path: string): Promise<NewFile>;
  /** Gets what is written at once; nothing is to finish, and nothing can be taken back. */
  standardOutput(): NewFile;
}

/** The real disk. */
export const realStreamEffects: StreamEffects = {
  open: async (path) => openFile(await open(path, 'r')),
  standardInput: () => process.stdin,
  async spool(chunks) {
    const path = join(tmpdir(), `features-${randomUUID()}`);
    const file = await open(path, 'wx+', 0o600);
    // Without a name it lives as long as it is open.
    await unlink(path);
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
    } catch (error) {
      await file.close();
      throw error;
    }
    return openFile(file);
  },
  create,
  standardOutput: () => ({
    write: (bytes) =>
      new Promise((resolve, reject) => {
        process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    finish: async () => {},
    discard: async () => {},
  }),
};

const openFile = (file: FileHandle): OpenFile => ({
  async mark() {
    const { size, mtimeMs } = await file.stat();
    return { size, modified: mtimeMs };
  },
  read: async (into, position) => (await file.read(into, 0, into.length, position)).bytesRead,
  close: () => file.close(),
});

async function create(path: string): Promise<NewFile> {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.part`;
  const file = await open(temporary, 'wx');
  const forget = removedWhenStopped(temporary);
  return {
    write: (bytes) => file.writeFile(bytes),
    async finish() {
      await file.sync();
      await file.close();
      await rename(temporary, path);
      forget();
    },
    async discard() {
      await file.close();
      await rm(temporary, { force: true });
      forget();
    },
  };
}

/** Removes a file when the program is told to stop, and lets it stop where nobody else does. */
function removedWhenStopped(path: string): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    forget();
    unlinkSync(path);
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const forget = (): void => signals.forEach((signal) => process.off(signal, stop));
  signals.forEach((signal) => process.on(signal, stop));
  return forget;
}
