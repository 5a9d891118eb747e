import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteConfig } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { modelfolio, temporaryProject } from '../../test/temporary-project.ts';

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

it('makes a site whose configuration is right, whatever its name is', async () => {
  const root = temporaryProject();
  const name = 'Ada’s "models": $& #1';
  const { code, out } = await modelfolio(root, ['init', '--name', name, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out.join('\n'))).toMatchObject({ name, kept: [] });
  expect(siteConfig.parse(parse(read(root, 'modelfolio.config.yaml'))).name).toBe(name);
  expect(read(root, 'README.md')).toContain(`# ${name}\n`);
  expect(JSON.parse(read(root, 'package.json'))).toMatchObject({
    name: 'ada-s-models-1',
    scripts: { start: 'modelfolio-site serve' },
  });
});

it('writes over nothing, adds scripts to a package.json, and does nothing twice', async () => {
  const root = temporaryProject();
  writeFileSync(join(root, 'README.md'), 'mine');
  writeFileSync(
    join(root, 'package.json'),
    '{ "name": "x", "scripts": { "start": "mine" }, "dependencies": { "a": "1" } }',
  );
  const { out, err } = await modelfolio(root, ['init']);
  expect(out).toContain('README.md: was there, left as it is');
  expect(err.join()).toContain('npx modelfolio ingest');
  expect(read(root, 'README.md')).toBe('mine');
  expect(JSON.parse(read(root, 'package.json'))).toEqual({
    name: 'x',
    scripts: { start: 'mine', build: 'modelfolio-site build', check: 'modelfolio check' },
    dependencies: { a: '1' },
  });
  expect((await modelfolio(root, ['init'])).written).toEqual([]);
});

it('says what is wrong with a package.json, and leaves it', async () => {
  const root = temporaryProject();
  writeFileSync(join(root, 'package.json'), '{');
  const { code, err } = await modelfolio(root, ['init']);
  expect([code, err.join()]).toEqual([2, expect.stringContaining('package.json: not JSON')]);
  expect(read(root, 'package.json')).toBe('{');
});
