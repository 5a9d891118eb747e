import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What getting the census data does to the world. */
export interface CensusEffects {
  fetch: typeof globalThis.fetch;
  /** The bytes of a file, `null` where there is none. */
  readFile(path: string): Promise<Uint8Array | null>;
  /** Writes a whole file or none, with the folders above it. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>;
}

/** The network and the disk. */
export const realCensusEffects: CensusEffects = {
  fetch: (...request) => globalThis.fetch(...request),

  async readFile(path) {
    try {
      return await readFile(path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw cause;
    }
  },

  async writeFile(path, bytes) {
    await mkdir(dirname(path), { recursive: true });
    // Two commands may fetch at once: each writes its own file, and either rename leaves a whole one.
    const whole = `${path}.${randomUUID()}.part`;
    try {
      await writeFile(whole, bytes);
      await rename(whole, path);
    } catch (cause) {
      await rm(whole, { force: true });
      throw cause;
    }
  },
};
