import { realpathSync, statSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';

/** A file that may be served. */
export interface FileInside {
  /** Without links. */
  readonly path: string;
  readonly stats: Stats;
}

/**
 * A file in a folder, or below it; `null` where there is none, or a link that leads out of the folder.
 *
 * @param name path from the folder, with a slash before it
 */
export function fileInside(folder: string, name: string): FileInside | null {
  try {
    const path = realpathSync(join(folder, name));
    if (!path.startsWith(realpathSync(folder) + sep)) return null;
    const stats = statSync(path);
    return stats.isFile() ? { path, stats } : null;
  } catch {
    // Names that are too long or may not be read are no files for a visitor either.
    return null;
  }
}
