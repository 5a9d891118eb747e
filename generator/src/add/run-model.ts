import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunRecord } from '@modelfolio/schemas';
import { withPlaces } from '@modelfolio/runs/run-places';
import type { Project } from '../effects.ts';

/**
 * Where the model that a run logged lies on this disk: the last one logged that is there.
 *
 * @returns an absolute path of a file or folder, or `null` when none is within reach
 */
export async function runModelPath(project: Project, run: RunRecord): Promise<string | null> {
  const { root, effects } = project;
  const { models, origin } = await withPlaces(project, run);
  const location = origin.location ?? '.';
  // A server's runs may still have left their files on this disk, under absolute paths.
  const store = /^[a-z][a-z0-9+.-]+:/i.test(location) ? root : resolve(root, location);
  const folder = (await effects.kindOf(store)) === 'folder' ? store : dirname(store);
  for (const { path } of models.toReversed()) {
    const local = path === null ? null : localPath(path);
    if (local === null || local.split(/[\\/]/).includes('..')) continue;
    for (const candidate of [resolve(folder, local), join(folder, 'artifacts', local)])
      if ((await effects.kindOf(candidate)) !== null) return candidate;
  }
  return null;
}

/** A path of this machine; `null` for an address elsewhere. */
function localPath(address: string): string | null {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(address)) return address;
  if (!address.startsWith('file:')) return null;
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}
