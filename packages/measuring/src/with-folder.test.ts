import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
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
