import { join } from 'node:path';
import { kindOf, readBytes } from '@modelfolio/project';
import type { Project } from '../effects.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { signatureNamespace, signaturePath } from '../records/sign-records.ts';

/** What the signature beside a record says. */
export interface Signed {
  /** Who signed, as the list of signers names them; `null` where there is no list to look in. */
  by: string | null;
}

/**
 * Looks at the signature of a record: it must be of these very bytes and, where a list of signers is given, by one of them.
 *
 * @param signers absolute path of a list as OpenSSH has it (`ALLOWED SIGNERS` of ssh-keygen): a mail address and a key a line
 * @returns `null` where the record is not signed
 * @throws ModelfolioError `signature-invalid`; `signature-missing` where signers are given and nobody signed
 */
export async function checkSignature(
  project: Project,
  path: string,
  signers: string | null,
): Promise<Signed | null> {
  const { root, effects } = project;
  const signature = signaturePath(path);
  if ((await kindOf(project, signature)) !== 'file') {
    if (signers === null) return null;
    throw new ModelfolioError('signature-missing', 'nobody signed it', {
      file: path,
      hint: 'write it again with --sign',
    });
  }
  const bytes = await readBytes(project, path);
  const ask = (action: string, ...args: string[]) =>
    effects.runProcess(
      'ssh-keygen',
      ['-Y', action, '-n', signatureNamespace, '-s', join(root, signature), ...args],
      root,
      bytes,
    );
  const invalid = (reason: string): ModelfolioError =>
    new ModelfolioError('signature-invalid', reason, {
      file: path,
      hint: `restore it, or write it again with --sign, or remove ${signature}`,
    });
  const whole = await ask('check-novalidate');
  if (whole.code === null)
    throw new ModelfolioError(
      'signature-invalid',
      'ssh-keygen is not installed: its signature cannot be read',
      {
        file: path,
        hint: 'install OpenSSH',
      },
    );
  if (whole.code !== 0) throw invalid('its signature is of another content');
  if (signers === null) return { by: null };
  const found = await ask('find-principals', '-f', signers);
  const [by] = found.stdout.toString().trim().split('\n');
  if (found.code !== 0 || !by)
    throw invalid('its signature is of a key that the list of signers does not name');
  const verified = await ask('verify', '-f', signers, '-I', by);
  if (verified.code !== 0) throw invalid(`its signature does not hold for ${by}`);
  return { by };
}
