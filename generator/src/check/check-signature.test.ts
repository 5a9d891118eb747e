import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryProject } from '../../test/temporary-project.ts';
import { realEffects, type Project } from '../effects.ts';
import { signRecords } from '../records/sign-records.ts';
import { checkSignature } from './check-signature.ts';

/** A project with a record, which `ada` has signed unless it is said otherwise. */
async function signed(by: string | null = 'ada') {
  const root = temporaryProject();
  const project: Project = { root, effects: { ...realEffects(), workingFolder: root } };
  writeFileSync(join(root, 'a.json'), '{"n": 3}\n');
  /** The line by which a list names the owner of a new key. */
  const line = (owner: string): string => {
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', owner, '-f', join(root, owner)]);
    return `${owner}@example.org namespaces="modelfolio" ${readFileSync(join(root, `${owner}.pub`), 'utf8')}`;
  };
  const lines = { ada: line('ada'), eve: line('eve') };
  if (by !== null) await signRecords(project, ['a.json'], by);
  const listed = (text: string): string => {
    writeFileSync(join(root, 'signers'), text);
    return join(root, 'signers');
  };
  return { project, lines, listed, record: join(root, 'a.json') };
}

describe('a record that nobody signed', () => {
  it('is none, unless signers are named', async () => {
    const { project, lines, listed } = await signed(null);
    expect(await checkSignature(project, 'a.json', null)).toBeNull();
    await expect(checkSignature(project, 'a.json', listed(lines.ada))).rejects.toMatchObject({
      code: 'signature-missing',
      message: 'a.json: nobody signed it (write it again with --sign)',
    });
  });
});

describe('a signed record', () => {
  it('holds for whoever the list names, and for nobody by name without a list', async () => {
    const { project, lines, listed } = await signed();
    expect(await checkSignature(project, 'a.json', null)).toEqual({ by: null });
    expect(await checkSignature(project, 'a.json', listed(lines.eve + lines.ada))).toEqual({
      by: 'ada@example.org',
    });
  });

  it.each([
    ['was changed by a byte', (file: string) => writeFileSync(file, '{"n": 4}\n')],
    ['lost its last line', (file: string) => writeFileSync(file, '{"n": 3}')],
    ['has a damaged signature', (file: string) => writeFileSync(`${file}.sig`, 'damaged')],
  ])('is invalid where it %s, with a list or without', async (_, damage) => {
    const { project, lines, listed, record } = await signed();
    damage(record);
    for (const signers of [null, listed(lines.ada)])
      await expect(checkSignature(project, 'a.json', signers)).rejects.toMatchObject({
        code: 'signature-invalid',
        message:
          'a.json: its signature is of another content (restore it, or write it again with --sign, or remove a.json.sig)',
      });
  });

  it('is invalid by a key that the list does not name', async () => {
    const { project, lines, listed } = await signed('eve');
    for (const text of [lines.ada, ''])
      await expect(checkSignature(project, 'a.json', listed(text))).rejects.toMatchObject({
        code: 'signature-invalid',
        reason: 'its signature is of a key that the list of signers does not name',
      });
  });

  it('is invalid by a key that may sign other things only, or may no longer', async () => {
    const { project, lines, listed } = await signed();
    const only = lines.ada.replace('namespaces="modelfolio"', 'namespaces="git"');
    const once = lines.ada.replace('namespaces=', 'valid-before="20200101",namespaces=');
    for (const text of [only, once])
      await expect(checkSignature(project, 'a.json', listed(text))).rejects.toMatchObject({
        code: 'signature-invalid',
      });
  });

  it('is invalid where it was made for another purpose', async () => {
    const { project, record } = await signed(null);
    spawnSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', 'ada', '-n', 'git', record], { cwd: project.root });
    await expect(checkSignature(project, 'a.json', null)).rejects.toMatchObject({
      reason: 'its signature is of another content',
    });
  });

  it('cannot be looked at without ssh-keygen', async () => {
    const { project } = await signed();
    const runProcess: Project['effects']['runProcess'] = async (command, args, folder, input) =>
      project.effects.runProcess(`no-${command}`, args, folder, input);
    const without = { ...project, effects: { ...project.effects, runProcess } };
    await expect(checkSignature(without, 'a.json', null)).rejects.toMatchObject({
      code: 'signature-invalid',
      message: 'a.json: ssh-keygen is not installed: its signature cannot be read (install OpenSSH)',
    });
  });

  it('is invalid where the list names a principal for whom it does not verify', async () => {
    const { project, lines, listed } = await signed();
    const { effects } = project;
    // The list changes between the two questions.
    const runProcess: typeof effects.runProcess = async (command, args, ...more) => {
      if (args.includes('verify')) listed(lines.eve);
      return effects.runProcess(command, args, ...more);
    };
    const changing = { ...project, effects: { ...effects, runProcess } };
    await expect(checkSignature(changing, 'a.json', listed(lines.ada))).rejects.toMatchObject({
      reason: 'its signature does not hold for ada@example.org',
    });
  });
});
