import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { formatJson } from '@modelfolio/project/json-file';
import { sealed } from '@modelfolio/project/sealed-record';
import { modelfolio } from '../temporary-project.ts';
import { siteProgram } from '../../src/freeze/site-program.ts';
import { classifier, regressor, type Liar, type AnyRecord } from './lie.ts';

const repository = resolve(import.meta.dirname, '../../..');
const page =
  '---\ntitle: A page\nsummary: About.\n---\n\nA [card](/models/palmer-penguins/) and <Figure of="penguin-size/mae" />.\n';

/**
 * A project that is true: two models of the repository with their records, its reports, a page, kept in git, with the keys
 * of its owner.
 *
 * @param withSite builds its site into `dist`, too: some seconds
 */
export async function trueProject(withSite: boolean): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'modelfolio-lies-'));
  for (const id of [classifier, regressor])
    cpSync(join(repository, 'models', id), join(root, 'models', id), { recursive: true });
  for (const folder of [`content/versions/${regressor}`, 'content/reports'])
    cpSync(join(repository, folder), join(root, folder), { recursive: true });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('modelfolio.config.yaml', 'sections:\n  - { folder: notes, title: Notes }\n');
  write('content/notes/one.mdx', page);
  write('.gitignore', 'dist/\n.modelfolio/\nkey*\nsigners\n');
  // Records as this version of the program writes them, whatever version wrote those of the repository.
  await commands(root, [['migrate'], ['ingest'], ['evaluate'], ['explain'], ['build']]);
  spawnSync('ssh-keygen', [
    '-q',
    '-t',
    'ed25519',
    '-N',
    '',
    '-C',
    'ada@example.org',
    '-f',
    join(root, 'key'),
  ]);
  write('signers', `ada@example.org ${readFileSync(join(root, 'key.pub'), 'utf8')}`);
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: root });
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-qm', 'truth'],
  ])
    git(...args);
  if (withSite) {
    const { status, stderr } = spawnSync(
      process.execPath,
      [siteProgram(), 'build', '--root', root, '--out', join(root, 'dist')],
      { cwd: root },
    );
    if (status !== 0) throw new Error(stderr.toString());
  }
  return root;
}

async function commands(root: string, lines: readonly string[][]): Promise<void> {
  for (const line of lines) {
    const { code, err } = await modelfolio(root, line);
    if (code !== 0) throw new Error(`modelfolio ${line.join(' ')}: ${err.join('\n')}`);
  }
}

/** Somebody who lies in a project. */
export function liarIn(root: string): Liar {
  const at = (path: string): string => join(root, path);
  const rewrite = (
    path: string,
    how: (record: AnyRecord) => void,
    finish: (record: object) => object,
  ): void => {
    const record = JSON.parse(readFileSync(at(path), 'utf8'));
    const before = JSON.stringify(record);
    how(record);
    if (JSON.stringify(record) === before) throw new Error(`nothing was changed in ${path}`);
    writeFileSync(at(path), formatJson(finish(record)));
  };
  return {
    root,
    read: (path) => readFileSync(at(path), 'latin1'),
    write(path, text) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    },
    edit(path, pattern, replacement) {
      const text = readFileSync(at(path), 'utf8');
      const changed = text.replace(pattern, replacement);
      if (changed === text) throw new Error(`${String(pattern)} is not in ${path}`);
      writeFileSync(at(path), changed);
    },
    remove: (path) => rmSync(at(path), { recursive: true }),
    copy(from, to) {
      mkdirSync(dirname(at(to)), { recursive: true });
      cpSync(at(from), at(to));
    },
    change: (path, how) => rewrite(path, how, (record) => record),
    forge: (path, how) =>
      rewrite(path, how, (record) =>
        sealed(record, (record as { seal?: { by: string } }).seal?.by ?? 'modelfolio build'),
      ),
    modelfolio: (...lines) => commands(root, lines),
    sign: () => commands(root, [['check', '--no-reevaluate', '--sign', 'key']]),
  };
}
