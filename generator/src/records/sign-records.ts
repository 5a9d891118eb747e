import { join, resolve } from 'node:path';
import type { Flag } from '@modelfolio/command-line/flags';
import type { Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';

/** What signatures of ours are for, so that one made for a commit or a login is none. */
export const signatureNamespace = 'modelfolio';

/** Of commands that write records. */
export const signFlag = {
  sign: {
    type: 'string',
    value: 'key',
    description: 'sign what is written with this SSH key, by ssh-keygen',
  },
} as const satisfies Record<string, Flag>;

/** Where the signature of a record lies. */
export function signaturePath(path: string): string {
  return `${path}.sig`;
}

/**
 * Signs records with an SSH key: `<record>.sig` beside each, which `ssh-keygen -Y verify` understands. The key may be one of
 * an agent: then its public part is named.
 *
 * @param key path of a key; without it nothing is signed
 * @returns paths of the signatures
 * @throws ModelfolioError `signing-failed`
 */
export async function signRecords(
  { root, effects }: Project,
  paths: readonly string[],
  key: string | undefined,
): Promise<string[]> {
  if (key === undefined) return [];
  const signatures: string[] = [];
  for (const path of paths) {
    const signature = signaturePath(path);
    // ssh-keygen asks before it writes over one.
    await effects.remove(join(root, signature));
    const { code, stderr } = await effects.runProcess(
      'ssh-keygen',
      [
        '-q',
        '-Y',
        'sign',
        '-f',
        resolve(effects.workingFolder, key),
        '-n',
        signatureNamespace,
        join(root, path),
      ],
      root,
    );
    if (code !== 0)
      throw new ModelfolioError(
        'signing-failed',
        code === null
          ? 'ssh-keygen is not installed'
          : (stderr.toString().trim().split('\n').at(-1) ?? 'no signature'),
        { file: path, hint: 'name a private SSH key, or the public part of one that an agent holds' },
      );
    signatures.push(signature);
  }
  return signatures;
}
