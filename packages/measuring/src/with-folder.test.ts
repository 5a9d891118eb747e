import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { withFolder } from './with-folder.ts';

it('gives a folder that is gone afterwards, however the work ends', async () => {
  const used: string[] = [];
  const work = (folder: string): Promise<number> => {
    used.push(folder);
    expect(existsSync(folder)).toBe(true);
    return used.length === 1 ? Promise.resolve(5) : Promise.reject(new Error('broken'));
  };
  expect(await withFolder(work)).toBe(5);
  await expect(withFolder(work)).rejects.toThrow('broken');
  expect(used.map((folder) => existsSync(folder))).toEqual([false, false]);
  expect(used[0]).not.toBe(used[1]);
});

afterEach(() => vi.restoreAllMocks());

it.each(['SIGINT', 'SIGTERM'] as const)(
  'is gone after %s, and does not listen any more afterwards',
  async (signal) => {
    const listeners = () =>
      (['SIGINT', 'SIGTERM', 'exit'] as const).map((name) => process.listenerCount(name));
    const before = listeners();
    const codes: unknown[] = [];
    vi.spyOn(process, 'exit').mockImplementation((code) => codes.push(code) as never);
    const used = await withFolder(async (folder) => {
      writeFileSync(join(folder, 'inside'), '');
      expect(listeners()).toEqual(before.map((count) => count + 1));
      process.emit(signal);
      return folder;
    });
    expect(codes).toEqual([130]);
    expect(existsSync(used)).toBe(false);
    expect(basename(used)).toMatch(/^modelfolio-bench-/);
    expect(listeners()).toEqual(before);
  },
);
