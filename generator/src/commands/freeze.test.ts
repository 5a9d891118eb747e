import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { beforeAll, expect, it } from 'vitest';
import { modelfolio, type Said } from '../../test/temporary-project.ts';

const store = resolve(import.meta.dirname, '../../../examples/mlflow.db');
const leftovers = (root: string): string[] => readdirSync(root).filter((name) => name.startsWith('.'));

/** A folder with a site of the store: made once, and left as it is. */
let frozen = '';
let said: Said;
beforeAll(async () => {
  frozen = mkdtempSync(join(tmpdir(), 'modelfolio-'));
  said = await modelfolio(frozen, ['freeze', store, '--output', 'site', '--json', '--name', 'Our <runs>']);
  return () => rmSync(frozen, { recursive: true, force: true });
});

it('makes a site of a store, in a folder where nothing else is left', () => {
  expect(said.code).toBe(0);
  const result = JSON.parse(said.out.join('\n')) as { taken: { kind: string; field: string }[] };
  expect(result).toMatchObject({ runs: 7, experiments: 3 });
  const home = readFileSync(join(frozen, 'site/index.html'), 'utf8');
  expect(home).toContain('Our &lt;runs&gt;');
  // Name and value of the best run's metric, with a space between.
  expect(home.match(/(?<=<\/a>: )[^<]*/g)).toEqual([
    'test/accuracy 0.9904',
    'test/accuracy 0.9649',
    'test/mae body_mass_g 239.5',
  ]);
  const files = readdirSync(join(frozen, 'site/runs/data'));
  expect(files).toHaveLength(7);
  const texts = files.map((name) => readFileSync(join(frozen, 'site/runs/data', name), 'utf8')).join('\n');
  expect(texts).not.toMatch(/"mlflow\.user":"(?!\[user\])|file:\/\//);
  expect(result.taken.map(({ field }) => field)).toContain('/origin/location');
  expect(said.err).toContainEqual(expect.stringMatching(/^taken out: 7 paths in 7 files$/));
  expect(leftovers(frozen)).toEqual([]);
});

it('leaves the former site whole when the store cannot be read, and keeps its hands off other folders', async () => {
  const root = temporaryFolder(frozen);
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
