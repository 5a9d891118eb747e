import { createHash } from 'node:crypto';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunRecord } from '@modelfolio/schemas';
import type { SourceEffects } from '../source.ts';

/**
 * Finds a folder of a store that may have been moved: the artefact address holds a path of the machine it was written on.
 * Tried: the longest end of that path that lies under `root`, then the path itself.
 *
 * @param address a path or a `file:` address; any other scheme is somewhere else
 * @param root folder of the store
 * @returns an absolute path, or `null` when the files are not here
 */
export async function localFolder(
  address: string | null,
  root: string,
  effects: SourceEffects,
): Promise<string | null> {
  const path = address === null ? null : pathOf(address);
  if (path === null) return null;
  const parts = path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return null;
  for (let first = 0; first < parts.length; first++) {
    const candidate = join(root, ...parts.slice(first));
    if ((await effects.kindOf(candidate)) === 'folder') return candidate;
  }
  return isAbsolute(path) && (await effects.kindOf(path)) === 'folder' ? path : null;
}

function pathOf(address: string): string | null {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(address)) return address;
  if (!address.startsWith('file:')) return null;
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}

/**
 * Size and SHA-256 of every file under a folder, by path in it. A link that leads out of the folder is passed over with
 * a note.
 */
export async function digestFolder(folder: string, effects: SourceEffects): Promise<RunRecord['artifacts']> {
  const found: RunRecord['artifacts'] = [];
  const home = await effects.realPath(folder);
  const visit = async (path: string, depth: number): Promise<void> => {
    for (const name of await effects.listFolder(path)) {
      const inside = join(path, name);
      const real = await effects.realPath(inside).catch(() => null);
      if (real === null || !(real === home || real.startsWith(home + sep))) {
        effects.note(`${inside}: leads out of its folder, left out`);
        continue;
      }
      const kind = await effects.kindOf(inside);
      // A link to a folder above would go round for ever.
      if (kind === 'folder' && depth < 32) await visit(inside, depth + 1);
      if (kind === 'file')
        found.push({
          path: relative(folder, inside).split(sep).join('/'),
          ...(await digest(inside, effects)),
        });
    }
  };
  await visit(folder, 0);
  return found;
}

async function digest(path: string, effects: SourceEffects): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of effects.readChunks(path)) {
    effects.signal.throwIfAborted();
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
