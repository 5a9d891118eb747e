import { Failure } from '@modelfolio/failures';
import { FeaturesError } from '../features-error.ts';

const words: Record<string, readonly [reason: string, hint: string]> = {
  ENOSPC: ['the disk is full; what was there is as it was', 'make room, then do it again'],
  EDQUOT: ['no more may be written here; what was there is as it was', 'make room, then do it again'],
  EACCES: ['permission denied', 'change its permissions, or those of its folder'],
  EPERM: ['permission denied', 'change its permissions, or those of its folder'],
  EROFS: ['the disk is read-only', 'choose another folder'],
  ENOENT: ['it is not there any more', 'do it again when nothing changes it'],
  ENAMETOOLONG: ['the name is too long', 'choose a shorter one'],
  EISDIR: ['a folder where a file is needed', 'move it away'],
  ENOTDIR: ['a file where a folder is needed', 'move it away'],
};

/**
 * Runs what works on the disk; a refusal by the disk becomes one line for people.
 *
 * @throws FeaturesError `file-unreadable`
 */
export async function tellingDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw diskFailure(cause);
  }
}

/** A refusal by the disk as a failure `file-unreadable`; any other error as it is. */
export function diskFailure(cause: unknown): unknown {
  const { code, path } = cause as { code?: unknown; path?: unknown };
  const known = typeof code === 'string' ? words[code] : undefined;
  if (cause instanceof Failure || known === undefined) return cause;
  return new FeaturesError('file-unreadable', known[0], {
    file: typeof path === 'string' ? path : undefined,
    hint: known[1],
    cause,
  });
}
