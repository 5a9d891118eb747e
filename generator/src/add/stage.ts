import { join } from 'node:path';
import type { Effects, Project } from '../effects.ts';

/** Files that are meant for a project, by path from its root, before any of them is written. */
export type StagedFiles = Map<string, Uint8Array>;

/**
 * The project as it would be with the files in it: everything that reads sees them, nothing is written.
 */
export function stagedProject({ root, effects }: Project, files: StagedFiles): Project {
  const staged = new Map([...files].map(([path, bytes]) => [join(root, path), bytes]));
  const under = (folder: string): string[] =>
    [...staged.keys()].filter((path) => path.startsWith(join(folder, '/')));
  const overlay: Effects = {
    ...effects,
    readFile: async (path) => staged.get(path) ?? effects.readFile(path),
    kindOf: async (path) => {
      if (staged.has(path)) return 'file';
      return under(path).length > 0 ? 'folder' : effects.kindOf(path);
    },
    listFolder: async (path) => {
      const names = under(path).map((file) => file.slice(join(path, '/').length).split(/[\\/]/)[0] ?? '');
      return [...new Set([...(await effects.listFolder(path)), ...names])].toSorted((a, b) =>
        a < b ? -1 : 1,
      );
    },
    writeFile: () => Promise.reject(new Error('nothing is written to a staged project')),
  };
  return { root, effects: overlay };
}

/**
 * Writes the files of one model. A new model appears whole or not at all; in one that is there each file is replaced
 * whole, in order, so that the manifest, last, never describes files that are not there yet.
 */
export async function writeStaged({ root, effects }: Project, id: string, files: StagedFiles): Promise<void> {
  effects.signal.throwIfAborted();
  const home = join(root, 'models', id);
  if ((await effects.kindOf(home)) !== null) {
    for (const [path, bytes] of files) await effects.writeFile(join(root, path), bytes);
    return;
  }
  // Beside its place, so that the last step is a rename within one file system.
  const temporary = join(root, 'models', `.${id}.tmp`);
  try {
    await effects.remove(temporary);
    for (const [path, bytes] of files) {
      effects.signal.throwIfAborted();
      await effects.writeFile(join(temporary, path.slice(`models/${id}/`.length)), bytes);
    }
    await effects.moveFile(temporary, home);
  } finally {
    await effects.remove(temporary);
  }
}
