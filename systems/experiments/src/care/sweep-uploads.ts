import { lstat, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Interruption } from '@modelfolio/command-line/effects';
import { isUnderWay } from '../artifacts/artifact-path.ts';
import { codeOf, isMissing } from '../artifacts/folder-failure.ts';
import type { Removal } from './collect-garbage.ts';

/** Milliseconds without a byte after which nobody sends a file any more: a day. */
const abandonedAfter = 24 * 60 * 60 * 1000;

interface Sweep extends Interruption {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Only to tell what would be removed. */
  readonly isDry: boolean;
}

/**
 * Removes what servers that were killed during an upload have left in folders of artifacts: files that are not complete, and
 * have not grown for a day. Symbolic links are not followed.
 *
 * @throws the reason of the signal, between two files
 */
export async function* sweepUploads(
  folders: readonly string[],
  { now, isDry, signal }: Sweep,
): AsyncGenerator<Removal> {
  // A folder that lies in another is walked once.
  const walked = new Set<string>();
  const waiting = folders.toReversed();
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (walked.has(folder)) continue;
    walked.add(folder);
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      waiting.push(...entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)));
      const unfinished = entries.filter((entry) => entry.isFile() && isUnderWay(entry.name));
      for (const { name } of unfinished.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
        signal.throwIfAborted();
        const id = join(folder, name);
        const left = await removeAbandoned(id, now, isDry);
        if (left !== 'under way') yield { kind: 'unfinished upload', id, left };
      }
    } catch (error) {
      signal.throwIfAborted();
      // Removed meanwhile, or never made.
      if (isMissing(error)) continue;
      yield { kind: 'folder of artifacts', id: folder, left: `it cannot be read: ${codeOf(error)}` };
    }
    signal.throwIfAborted();
  }
}

/** Resolves to why a file is left, or `null` for one that is not. */
async function removeAbandoned(file: string, now: number, isDry: boolean): Promise<string | null> {
  try {
    if ((await lstat(file)).mtimeMs > now - abandonedAfter) return 'under way';
    if (!isDry) await unlink(file);
    return null;
  } catch (error) {
    // Its server has finished it meanwhile.
    return isMissing(error) ? 'under way' : `it cannot be removed: ${codeOf(error)}`;
  }
}
