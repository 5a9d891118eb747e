import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realCensusEffects } from './census-effects.ts';

const { readFile, writeFile } = realCensusEffects;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'census-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('realCensusEffects', () => {
  it('writes a file with its folders, over an older one, and leaves nothing else', async () => {
    const path = join(folder, 'a', 'b', 'file');
    await writeFile(path, Uint8Array.of(1, 2, 3));
    await writeFile(path, Uint8Array.of(4));
    expect([...((await readFile(path)) ?? [])]).toEqual([4]);
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['file']);
  });

  it('leaves nothing behind when the file cannot be put in its place', async () => {
    await mkdir(join(folder, 'taken', 'full'), { recursive: true });
    await expect(writeFile(join(folder, 'taken'), Uint8Array.of(1))).rejects.toThrow(/EISDIR|ENOTEMPTY/);
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('tells a file that is not there from one that cannot be read', async () => {
    expect(await readFile(join(folder, 'none'))).toBeNull();
    await expect(readFile(folder)).rejects.toThrow('EISDIR');
  });
});
