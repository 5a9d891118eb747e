import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, openSync, closeSync, fsyncSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Interruption, Terminal } from '@modelfolio/command-line/effects';
import { Failure } from '@modelfolio/failures';
import { damaged, readStoreFile, revisionOf, unavailable } from './read-store-file.ts';

/** All that making a backup does besides reading and writing files. */
export type BackupEffects = Interruption & Pick<Terminal, 'progress'>;

/** A backup that was made. */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
  /** Revision of its schema. */
  readonly revision: string;
}

/** Pages that are copied before the next look at the signal. */
const pagesAtOnce = 2000;

/**
 * Copies a store on SQLite while others use it: the copy is the store at one moment, is checked, and is there whole or not
 * at all.
 *
 * @param to a file that is not there yet
 * @throws Failure `backup-exists`, `store-damaged`, `store-unavailable`, `store-unknown`; the reason of the signal
 */
export async function backupStore(file: string, to: string, effects: BackupEffects): Promise<Backup> {
  if (existsSync(to))
    throw new Failure('backup-exists', 'there is a file of this name', { file: to, hint: 'name another' });
  const source = readStoreFile(file);
  const part = join(dirname(to), `.${basename(to)}.${randomUUID()}.tmp`);
  try {
    mkdirSync(dirname(to), { recursive: true });
    // What a transaction reads stays as it is while others write: without it, each write of theirs begins the copy anew.
    source.exec('BEGIN');
    source.prepare('SELECT 1 FROM sqlite_master').get();
    await copyPages(source, part, effects);
    const revision = checkedCopy(part, file);
    effects.signal.throwIfAborted();
    renameSync(part, to);
    flush(dirname(to));
    return { file: to, bytes: statSync(to).size, revision };
  } catch (error) {
    effects.signal.throwIfAborted();
    throw unavailable(error, file);
  } finally {
    effects.progress(null);
    source.close();
    for (const each of [part, `${part}-journal`, `${part}-wal`, `${part}-shm`]) rmSync(each, { force: true });
  }
}

/** Copies all pages of a database in its own transaction. @throws the reason of the signal */
export async function copyPages(source: DatabaseSync, to: string, effects: BackupEffects): Promise<void> {
  effects.signal.throwIfAborted();
  await backup(source, to, {
    rate: pagesAtOnce,
    progress: ({ totalPages, remainingPages }) => {
      effects.signal.throwIfAborted();
      effects.progress(`copying: ${Math.floor(100 * (1 - remainingPages / totalPages))} %`);
    },
  });
  effects.signal.throwIfAborted();
}

/** Makes a copy a file that needs none beside it, and reads all of it. Returns its revision. */
function checkedCopy(part: string, file: string): string {
  const copy = new DatabaseSync(part);
  try {
    copy.exec('PRAGMA trusted_schema = OFF; PRAGMA journal_mode = DELETE');
    const [fault] = copy
      .prepare('PRAGMA quick_check(1)')
      .all()
      .map((row) => String(row['quick_check']));
    if (fault !== 'ok') throw damaged(String(fault), file);
    return revisionOf(copy, file);
  } finally {
    copy.close();
    flush(part);
  }
}

/** Brings a file, or the names of a folder, to the disk. */
function flush(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
