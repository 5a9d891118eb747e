import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { codeVersion } from './code-version.ts';

const paths = ['systems/one', 'package-lock.json'];

it('tells the commit, and whether the code that trains differs from it', async () => {
  const root = await temporaryFolder();
  expect(await codeVersion(root, paths)).toEqual({ commit: null, dirty: null });

  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
      cwd: root,
      encoding: 'utf8',
    }).trim();
  await mkdir(join(root, 'systems', 'one'), { recursive: true });
  await writeFile(join(root, 'package-lock.json'), '{}');
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  const commit = git('rev-parse', 'HEAD');
  expect(await codeVersion(root, paths)).toEqual({ commit, dirty: false });
  await writeFile(join(root, 'notes.md'), 'not code that trains');
  expect(await codeVersion(root, paths)).toEqual({ commit, dirty: false });
  await writeFile(join(root, 'package-lock.json'), '{ }');
  expect(await codeVersion(root, paths)).toEqual({ commit, dirty: true });
});
