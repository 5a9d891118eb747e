import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** State of the code in version control; `null` where unknown. */
export interface CodeVersion {
  commit: string | null;
  /** Whether the code that trains differs from `commit`. */
  dirty: boolean | null;
}

/**
 * The commit checked out at `root`, and whether the training code differs from it; `null`s without Git.
 *
 * @param paths everything that a training's result depends on, besides its data
 */
export async function codeVersion(root: string, paths: readonly string[]): Promise<CodeVersion> {
  const git = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)('git', args, { cwd: root })).stdout.trim();
  try {
    const commit = await git('rev-parse', 'HEAD');
    return { commit, dirty: (await git('status', '--porcelain', '--', ...paths)) !== '' };
  } catch {
    return { commit: null, dirty: null };
  }
}
