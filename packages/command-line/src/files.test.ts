import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { kindOf, replaceFile } from './files.ts';

describe('kindOf', () => {
  it('tells files, folders and nothing apart, and follows links', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'a.txt');
    await writeFile(file, '');
    await symlink(folder, join(folder, 'link'));
    expect(await kindOf(file)).toBe('file');
    expect(await kindOf(folder)).toBe('folder');
    expect(await kindOf(join(folder, 'link'))).toBe('folder');
    expect(await kindOf(join(folder, 'none'))).toBeNull();
    expect(await kindOf(join(file, 'below'))).toBeNull();
  });

  it('does not take what may not be looked at for nothing', async () => {
    const folder = await temporaryFolder();
    // Longer than any file system allows.
    await expect(kindOf(join(folder, 'a'.repeat(5000)))).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
  });
});

describe('replaceFile', () => {
  it('writes the whole file, whatever was there, and leaves nothing beside it', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a.txt');
    await replaceFile(path, 'a long text that was there before');
    await replaceFile(path, 'short');
    expect(await readFile(path, 'utf8')).toBe('short');
    await replaceFile(path, Uint8Array.of(0, 255));
    expect(await readFile(path)).toEqual(Buffer.of(0, 255));
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('puts a new file in the place of the old one, which a reader may still hold', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a.txt');
    await writeFile(path, 'old');
    const before = await stat(path);
    await replaceFile(path, 'new');
    expect((await stat(path)).ino).not.toBe(before.ino);
  });

  it('leaves nothing half-written where it cannot', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'taken');
    await mkdir(join(path, 'inside'), { recursive: true });
    await expect(replaceFile(path, 'text')).rejects.toMatchObject({ syscall: 'rename' });
    expect(await readdir(folder)).toEqual(['taken']);
    // Written beside the file, so that it is moved on one disk.
    await expect(replaceFile(join(folder, 'none/a.txt'), 'text')).rejects.toMatchObject({
      code: 'ENOENT',
      path: expect.stringMatching(/none[/\\]\.a\.txt\..+\.tmp$/),
    });
  });
});
