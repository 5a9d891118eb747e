import { existsSync } from 'node:fs';
import { chmod, lutimes, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import type { Removal } from './collect-garbage.ts';
import { sweepUploads } from './sweep-uploads.ts';

const now = Date.UTC(2026, 11, 1);
const day = 24 * 60 * 60 * 1000;
const never = new AbortController().signal;

async function aFile(folder: string, name: string, age: number): Promise<string> {
  const file = join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(file, 'half');
  await utimes(file, (now - age) / 1000, (now - age) / 1000);
  return file;
}

async function swept(folders: string[], { isDry = false, signal = never } = {}): Promise<Removal[]> {
  const removals: Removal[] = [];
  for await (const removal of sweepUploads(folders, { now, isDry, signal })) removals.push(removal);
  return removals;
}

const removed = (id: string): Removal => ({ kind: 'unfinished upload', id, left: null });

describe('files of uploads that nobody finishes', () => {
  it('are removed after a day, wherever they lie, and nothing else is', async () => {
    const folder = await temporaryFolder();
    const old = await aFile(join(folder, '1/run/artifacts/model'), '.artifact.uploading.b', day + 1000);
    const older = await aFile(join(folder, '1/run/artifacts/model'), '.artifact.uploading.a', 9 * day);
    const kept = [
      await aFile(join(folder, '1/run/artifacts'), '.artifact.uploading.c', day - 1000),
      await aFile(join(folder, '1/run/artifacts'), 'model.bin', 9 * day),
      await aFile(join(folder, '.artifact.uploading.folder'), 'model.bin', 9 * day),
    ];
    await utimes(join(folder, '.artifact.uploading.folder'), 1, 1);
    expect(await swept([folder])).toEqual([removed(older), removed(old)]);
    expect([old, older].map(existsSync)).toEqual([false, false]);
    expect(kept.map(existsSync)).toEqual([true, true, true]);
    expect(await swept([folder])).toEqual([]);
  });

  it('are only told of where nothing is to change, once each', async () => {
    const folder = await temporaryFolder();
    const old = await aFile(join(folder, 'inside'), '.artifact.uploading.a', 2 * day);
    expect(await swept([folder, join(folder, 'inside'), folder], { isDry: true })).toEqual([removed(old)]);
    expect(existsSync(old)).toBe(true);
  });

  it('are not looked for behind links, nor in folders that were never made', async () => {
    const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
    const old = await aFile(elsewhere, '.artifact.uploading.a', 2 * day);
    await symlink(elsewhere, join(folder, 'link'));
    await symlink(old, join(folder, '.artifact.uploading.b'));
    await lutimes(join(folder, '.artifact.uploading.b'), 1, 1);
    expect(await swept([folder, join(folder, 'not-made')])).toEqual([]);
    expect(existsSync(old)).toBe(true);
  });

  it('are left until they are asked for again when somebody interrupts it', async () => {
    const folder = await temporaryFolder();
    const old = await aFile(folder, '.artifact.uploading.a', 2 * day);
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(swept([folder], { signal })).rejects.toThrow('Ctrl-C');
    expect(existsSync(old)).toBe(true);
  });

  // Root reads and removes whatever it likes.
  it.skipIf(process.getuid?.() === 0)('are told of where they may not be removed, or read', async () => {
    const folder = await temporaryFolder();
    const old = await aFile(join(folder, 'fixed'), '.artifact.uploading.a', 2 * day);
    await mkdir(join(folder, 'shut'), { mode: 0 });
    await chmod(join(folder, 'fixed'), 0o500);
    try {
      expect(await swept([folder])).toEqual([
        { kind: 'folder of artifacts', id: join(folder, 'shut'), left: 'it cannot be read: EACCES' },
        { kind: 'unfinished upload', id: old, left: 'it cannot be removed: EACCES' },
      ]);
    } finally {
      await chmod(join(folder, 'fixed'), 0o700);
      await chmod(join(folder, 'shut'), 0o700);
    }
  });
});
