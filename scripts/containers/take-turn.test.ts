import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeTurn } from './take-turn.ts';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'turn-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('is held by one at a time, and given back', async () => {
  const path = join(folder, 'turn');
  const waited: number[] = [];
  const options = {
    signal: new AbortController().signal,
    waiting: (id: number) => waited.push(id),
    pause: 1,
  };
  const giveBack = await takeTurn(path, options);
  expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
  const second = takeTurn(path, options);
  await expect.poll(() => waited).toEqual([process.pid]);
  giveBack();
  (await second)();
  expect(existsSync(path)).toBe(false);
  expect(waited).toEqual([process.pid]);
});

it.each(['', 'x', '0'])('is taken over from a file that says "%s"', async (text) => {
  const path = join(folder, 'turn');
  writeFileSync(path, text);
  const waiting = (): never => expect.fail('nobody is waited for');
  (await takeTurn(path, { signal: new AbortController().signal, waiting }))();
});

it('is taken over from a process that has ended', async () => {
  const path = join(folder, 'turn');
  writeFileSync(path, String(spawnSync(process.execPath, ['--version']).pid));
  const waiting = (): never => expect.fail('nobody is waited for');
  (await takeTurn(path, { signal: new AbortController().signal, waiting }))();
});

it('is no longer waited for when interrupted', async () => {
  const path = join(folder, 'turn');
  writeFileSync(path, String(process.pid));
  const signal = AbortSignal.abort();
  await expect(takeTurn(path, { signal, waiting: () => {} })).rejects.toThrow('aborted');
  expect(existsSync(path)).toBe(true);
});
