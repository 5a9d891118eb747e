import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { IngestProject } from './ingest-effects.ts';

const folder = '.modelfolio/staging';

/** Files that are written aside and moved into place together, when nothing can fail any more. */
export interface Staging {
  /** Writes a file that belongs at a path of the project. */
  add(path: string, text: string): Promise<void>;
  /** Moves all files into place. */
  commit(): Promise<void>;
  /** Removes what was not moved. */
  discard(): Promise<void>;
}

/** Opens a place to stage in, and clears those of processes that ended before they could. */
export async function openStaging({ root, effects }: IngestProject): Promise<Staging> {
  for (const name of await effects.listFolder(join(root, folder)))
    if (!isRunning(Number.parseInt(name, 10))) await effects.remove(join(root, folder, name));
  const home = join(root, folder, `${process.pid}-${randomUUID()}`);
  // A project that keeps its own history need not be told to leave this folder out.
  const ignore = join(root, '.modelfolio', '.gitignore');
  if ((await effects.kindOf(ignore)) === null) await effects.writeFile(ignore, '*\n');
  const paths: string[] = [];
  const staged = (index: number): string => join(home, String(index));
  return {
    add: async (path, text) => {
      effects.signal.throwIfAborted();
      await effects.stageFile(staged(paths.length), text);
      paths.push(path);
    },
    commit: async () => {
      effects.signal.throwIfAborted();
      for (const [index, path] of paths.entries()) await effects.moveFile(staged(index), join(root, path));
    },
    discard: () => effects.remove(home),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
