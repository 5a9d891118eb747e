import { randomUUID } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import type { DiskReading, DiskWriting } from '@modelfolio/command-line/effects';
import { Failure } from '@modelfolio/failures';
import { recordIdOf } from '@modelfolio/runs/run-store';

type Disk = DiskReading & DiskWriting;

/** A folder of records that appears whole, or not at all. */
export interface RecordFolder {
  /** Writes a file aside. */
  add(name: string, text: string): Promise<void>;
  /** Puts the folder where it belongs. */
  commit(): Promise<void>;
  /** Removes what was not put there. */
  discard(): Promise<void>;
}

/**
 * Begins a folder of records.
 *
 * @param options `overwrite`: whether it may take the place of another folder of records
 * @throws Failure `usage` where something is there that may not be replaced
 */
export async function openRecordFolder(
  path: string,
  { overwrite }: { readonly overwrite: boolean },
  disk: Disk,
): Promise<RecordFolder> {
  const target = resolve(path);
  await checkFree(path, overwrite, disk);
  // Beside its place, so that the last step is a rename within one file system.
  const aside = (what: string): string =>
    join(dirname(target), `.${basename(target)}.${what}-${randomUUID()}`);
  const [staged, former] = [aside('new'), aside('former')];
  return {
    add: (name, text) => disk.stageFile(join(staged, name), text),
    commit: async () => {
      const isThere = (await disk.kindOf(target)) !== null;
      if (isThere) await disk.moveFile(target, former);
      try {
        await disk.moveFile(staged, target);
      } catch (error) {
        if (isThere) await disk.moveFile(former, target);
        throw error;
      }
      await disk.remove(former);
    },
    discard: () => disk.remove(staged),
  };
}

async function checkFree(path: string, overwrite: boolean, disk: Disk): Promise<void> {
  const kind = await disk.kindOf(path);
  if (kind === 'file') throw new Failure('usage', 'a file is there', { file: path, hint: 'name a folder' });
  const names = await disk.listFolder(path);
  if (names.length > 0 && !overwrite)
    throw new Failure('usage', 'something is there', {
      file: path,
      hint: '--overwrite replaces a folder of records',
    });
  for (const name of names) {
    const file = join(path, name);
    const isRecord =
      name.endsWith('.json') &&
      (await disk.kindOf(file)) === 'file' &&
      recordIdOf(await disk.readFile(file)) !== null;
    if (!isRecord)
      throw new Failure('usage', 'it is no run record, and would be lost', {
        file,
        hint: 'name another folder, or move it away',
      });
  }
}
