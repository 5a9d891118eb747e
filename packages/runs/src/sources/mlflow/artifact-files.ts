import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FileDigest } from '@modelfolio/schemas';
import type { SourceEffects } from '../source.ts';

/** Deeper folders than this are no artifacts but a mistake. */
const DEEPEST = 32;

/**
 * Every file under a folder: path from it, size, SHA-256, read a chunk at a time. What a symbolic link leads out
 * of the folder to is left out with a note, and so are linked folders, which may lead in circles.
 */
export async function digestFiles(folder: string, effects: SourceEffects): Promise<FileDigest[]> {
  const root = await effects.realPath(folder);
  const digests: FileDigest[] = [];
  const visit = async (relative: string, depth: number): Promise<void> => {
    for (const name of await effects.listFolder(join(root, relative))) {
      effects.signal.throwIfAborted();
      const path = relative === '' ? name : `${relative}/${name}`;
      const skip = (why: string): void => effects.note(`${join(folder, path)}: ${why}; left out`);
      const real = await effects.realPath(join(root, path)).catch(() => null);
      if (real === null) skip('a link to nothing');
      else if (!real.startsWith(`${root}/`)) skip('a link that leaves the folder of artifacts');
      else if (name.includes('\\')) skip('its name holds a backslash');
      else if ((await effects.kindOf(real)) === 'file') digests.push(await digest(real, path, effects));
      else if (real !== join(root, path)) skip('a link to a folder');
      else if (depth < DEEPEST) await visit(path, depth + 1);
      else skip(`folders deeper than ${DEEPEST}`);
    }
  };
  await visit('', 1);
  return digests;
}

/** Size and SHA-256 of bytes that come in chunks. */
export async function digestChunks(
  chunks: AsyncIterable<Uint8Array>,
): Promise<Pick<FileDigest, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function digest(file: string, path: string, effects: SourceEffects): Promise<FileDigest> {
  return { path, ...(await digestChunks(effects.readChunks(file))) };
}
