import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What lies at a path, `null` where nothing does. */
export async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  // A path that may not be looked at is told; only one that is not there counts as missing.
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (stats === null) return null;
  return stats.isDirectory() ? 'folder' : 'file';
}

/**
 * Writes beside the file and renames over it, so that a reader or a crash never sees a part.
 *
 * @param mode permissions of the new file, before the process's umask; at no time does it have others
 */
export async function replaceFile(path: string, data: Uint8Array | string, mode = 0o666): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, data, { flush: true, mode });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
