// A person's language and place change nothing that is written: numbers, order and days are the same bytes everywhere.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { sha256Of } from '@modelfolio/project';
import { expect, it } from 'vitest';
import { siteProgram } from '../src/freeze/site-program.ts';
import { temporaryProject } from './temporary-project.ts';

const program = resolve(import.meta.dirname, '../bin/modelfolio.ts');
const timeout = 240_000;

interface Made {
  /** Digest of each file by its path. */
  files: Record<string, string>;
  /** What the commands said. */
  said: string[];
}

/** Runs the real programs in surroundings; ICU takes `LC_ALL` for the default of `Intl`, and `TZ` for that of `Date`. */
function madeIn(surroundings: Record<string, string>): Made {
  const root = temporaryProject('table-classifier');
  const said: string[] = [];
  const run = (...args: string[]): void => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...surroundings };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    const words = `${stdout}${stderr}`
      .replaceAll(root, '')
      .replaceAll(/\d+(?:\.\d+)? s\b/g, '… s')
      // Whoever builds first on a machine compiles for all.
      .replace(/^Compiling the site’s pages.*\n/, '');
    expect([args.slice(1), status, words]).toEqual([args.slice(1), 0, words]);
    said.push(words);
  };
  for (const command of ['ingest', 'evaluate', 'explain', 'build', 'check']) run(program, command);
  run(program, 'export', 'penguins', '--format', 'all', '--output', 'exported');
  run(siteProgram(), 'build', '--root', root, '--out', join(root, 'dist'));
  const files = globSync('**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(root.length), sha256Of(readFileSync(path))] as const);
  return { files: Object.fromEntries(files), said };
}

const home = { LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8', TZ: 'UTC' };
let truth: Made | undefined;

it.each([
  { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8', TZ: 'Asia/Kathmandu' },
  // Its i without a dot is another letter, in upper case, too.
  { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
  // Digits of its own, and days of another calendar.
  { LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8', TZ: 'America/St_Johns' },
])('in $LC_ALL and $TZ the same bytes are written and the same is said', { timeout }, (surroundings) => {
  const told = spawnSync(process.execPath, ['-p', 'Intl.NumberFormat().resolvedOptions().locale'], {
    env: surroundings,
    encoding: 'utf8',
  });
  expect(told.stdout.trim()).toBe(surroundings.LC_ALL.slice(0, 5).replace('_', '-'));
  truth ??= madeIn(home);
  expect(madeIn(surroundings)).toEqual(truth);
});
