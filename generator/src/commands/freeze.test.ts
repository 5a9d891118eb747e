import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { modelfolio, temporaryProject } from '../../test/temporary-project.ts';

const store = resolve(import.meta.dirname, '../../../examples/mlflow.db');
const leftovers = (root: string): string[] => readdirSync(root).filter((name) => name.startsWith('.'));

it('makes a site of a store, in a folder where nothing else is left', async () => {
  const root = temporaryProject();
  const { code, out } = await modelfolio(root, [
    'freeze',
    store,
    '--output',
    'site',
    '--json',
    '--name',
    'Our <runs>',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out.join('\n'))).toMatchObject({ runs: 7, experiments: 3 });
  expect(readFileSync(join(root, 'site/index.html'), 'utf8')).toContain('Our &lt;runs&gt;');
  const files = readdirSync(join(root, 'site/runs/data'));
  expect(files).toHaveLength(7);
  const texts = files.map((name) => readFileSync(join(root, 'site/runs/data', name), 'utf8')).join('\n');
  expect(texts).not.toMatch(/mlflow\.user|file:\/\//);
  expect(leftovers(root)).toEqual([]);
});

it('leaves the former site whole when the store cannot be read, and keeps its hands off other folders', async () => {
  const root = temporaryProject();
  await modelfolio(root, ['freeze', store, '--output', 'site']);
  const before = readFileSync(join(root, 'site/index.html'), 'utf8');
  writeFileSync(join(root, 'broken.db'), 'no database');
  const broken = await modelfolio(root, ['freeze', 'broken.db', '--output', 'site']);
  expect([broken.code, broken.err.length]).toEqual([1, 1]);
  expect(readFileSync(join(root, 'site/index.html'), 'utf8')).toBe(before);
  writeFileSync(join(root, 'site/.modelfolio-site.json'), '');
  const { code } = await modelfolio(root, ['freeze', store, '--output', '.']);
  expect([code, existsSync(join(root, 'broken.db'))]).toEqual([1, true]);
  expect(leftovers(root)).toEqual([]);
});
