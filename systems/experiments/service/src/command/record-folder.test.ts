import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { realDisk } from '@modelfolio/command-line/effects';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { openRecordFolder } from './record-folder.ts';

const record = '{"schemaVersion": 1, "id": "a", "experiment": "b", "name": "c"}';

describe('a folder of records', () => {
  it('appears when it is whole', async () => {
    const folder = await temporaryFolder();
    const target = join(folder, 'deep/out');
    const records = await openRecordFolder(target, { overwrite: false }, realDisk());
    await records.add('a.json', record);
    expect(await readdir(join(folder, 'deep'))).not.toContain('out');
    await records.commit();
    await records.discard();
    expect(await readdir(join(folder, 'deep'))).toEqual(['out']);
    expect(await readFile(join(target, 'a.json'), 'utf8')).toBe(record);
  });

  it('leaves nothing when it is given up', async () => {
    const folder = await temporaryFolder();
    const records = await openRecordFolder(join(folder, 'out'), { overwrite: false }, realDisk());
    await records.add('a.json', record);
    await records.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is as it was where the new one cannot take its place', async () => {
    const folder = await temporaryFolder();
    const target = join(folder, 'out');
    await mkdir(target);
    await writeFile(join(target, 'a.json'), record);
    const records = await openRecordFolder(target, { overwrite: true }, realDisk());
    // Nothing was added, so there is nothing to move.
    await expect(records.commit()).rejects.toThrow('ENOENT');
    await records.discard();
    expect(await readdir(folder)).toEqual(['out']);
    expect(await readdir(target)).toEqual(['a.json']);
  });

  it.each([
    ['a.json', '{"mine": true}'],
    ['b.txt', record],
  ])('does not replace what is no record: %s', async (name, text) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, name), text);
    await expect(openRecordFolder(folder, { overwrite: true }, realDisk())).rejects.toThrow(
      /it is no run record/,
    );
  });

  it('does not replace folders in it', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'sub.json'));
    await expect(openRecordFolder(folder, { overwrite: true }, realDisk())).rejects.toThrow(
      /sub\.json: it is no run record/,
    );
  });
});
