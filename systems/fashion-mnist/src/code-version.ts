import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CodeVersion } from './train-network.ts';

/** Everything that a training's result depends on, besides its data. */
const codePaths = ['systems/fashion-mnist', 'schemas', 'package-lock.json'];

/** The commit checked out at `root`, and whether the training code differs from it; `null`s without Git. */
export async function codeVersion(root: string): Promise<CodeVersion> {
  const git = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)('git', args, { cwd: root })).stdout.trim();
  try {
    const commit = await git('rev-parse', 'HEAD');
    return { commit, dirty: (await git('status', '--porcelain', '--', ...codePaths)) !== '' };
  } catch {
    return { commit: null, dirty: null };
  }
}
