import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { expect, it } from 'vitest';
import { realEffects } from '../../test/real-effects.ts';
import { openStaging } from './staging.ts';

const stagingOf = (root: string): string => join(root, '.modelfolio/staging');

it('files come into place together, and nothing is left aside', async () => {
  const root = temporaryFolder();
  const staging = await openStaging({ root, effects: realEffects() });
  await staging.add('runs/a.json', 'one');
  await staging.add('runs/deep/b.json', 'two');
  expect(existsSync(join(root, 'runs'))).toBe(false);
  await staging.commit();
  expect(readFileSync(join(root, 'runs/a.json'), 'utf8')).toBe('one');
  expect(readFileSync(join(root, 'runs/deep/b.json'), 'utf8')).toBe('two');
  await staging.discard();
  expect(readdirSync(stagingOf(root))).toEqual([]);
});

it('what was not moved is removed', async () => {
  const root = temporaryFolder();
  const staging = await openStaging({ root, effects: realEffects() });
  await staging.add('runs/a.json', 'one');
  await staging.discard();
  expect(readdirSync(stagingOf(root))).toEqual([]);
  expect(existsSync(join(root, 'runs'))).toBe(false);
});

it('what ended processes left is cleared; what others still write is not', async () => {
  const root = temporaryFolder();
  const { pid: ended } = spawnSync(process.execPath, ['--eval', '']);
  // The first process of a system is not ours to signal, or is this one: it runs either way.
  const names = [`${ended}-left`, `${process.pid}-other`, '1-other'];
  for (const name of names) mkdirSync(join(stagingOf(root), name), { recursive: true });
  const staging = await openStaging({ root, effects: realEffects() });
  expect(readdirSync(stagingOf(root)).toSorted()).toEqual(names.slice(1).toSorted());
  await staging.discard();
});

it('a process that may not be signalled counts as one that runs', async () => {
  const root = temporaryFolder();
  mkdirSync(join(stagingOf(root), '4-other'), { recursive: true });
  // Root, as whom tests may run, may signal every process.
  const { kill } = process;
  process.kill = () => {
    throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
  };
  try {
    await openStaging({ root, effects: realEffects() });
  } finally {
    process.kill = kill;
  }
  expect(readdirSync(stagingOf(root))).toEqual(['4-other']);
});

it('its folder is left out of the project’s history, unless the project says otherwise', async () => {
  const root = temporaryFolder();
  await openStaging({ root, effects: realEffects() });
  const ignore = join(root, '.modelfolio/.gitignore');
  expect(readFileSync(ignore, 'utf8')).toBe('*\n');
  writeFileSync(ignore, '!kept\n');
  await openStaging({ root, effects: realEffects() });
  expect(readFileSync(ignore, 'utf8')).toBe('!kept\n');
});

it('stages and moves nothing once it is interrupted', async () => {
  const root = temporaryFolder();
  const stop = new AbortController();
  const staging = await openStaging({ root, effects: realEffects(stop.signal) });
  await staging.add('a.json', 'one');
  stop.abort(new Error('enough'));
  await expect(staging.add('b.json', 'two')).rejects.toThrow('enough');
  await expect(staging.commit()).rejects.toThrow('enough');
  expect(existsSync(join(root, 'a.json'))).toBe(false);
});
