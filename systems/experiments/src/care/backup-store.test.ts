import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { damageStore } from '../../test/damage-store.ts';
import { prepareStoreFile } from '../database/open-store-file.ts';
import { backupStore } from './backup-store.ts';

const mlflowStore = fileURLToPath(
  new URL('../../../../packages/runs/test/stores/mlflow-sqlite/mlflow.db', import.meta.url),
);
const effects = { signal: new AbortController().signal, progress: () => {} };

async function aStore(): Promise<{ folder: string; file: string }> {
  const folder = await temporaryFolder();
  const file = join(folder, 'mlflow.db');
  await copyFile(mlflowStore, file);
  return { folder, file };
}

const names = (file: string): unknown[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare('SELECT name FROM experiments ORDER BY experiment_id').all();
  } finally {
    database.close();
  }
};

describe('a backup', () => {
  it('is the store, in one file', async () => {
    const { folder, file } = await aStore();
    const to = join(folder, 'kept/backup.db');
    const made = await backupStore(file, to, effects);
    expect(made).toEqual({ file: to, bytes: (await readFile(to)).length, revision: 'dc11669786a5' });
    expect(names(to)).toEqual(names(file));
    expect(await readdir(join(folder, 'kept'))).toEqual(['backup.db']);
  });

  it('holds what waits in the write-ahead log of a server, and nothing that is not committed', async () => {
    const { folder, file } = await aStore();
    prepareStoreFile(file, 'mlflow-artifacts:/', 0);
    const server = new DatabaseSync(file);
    try {
      server.exec("UPDATE experiments SET name = 'acknowledged' WHERE experiment_id = 0");
      server.exec("BEGIN; UPDATE experiments SET name = 'half' WHERE experiment_id = 0");
      await backupStore(file, join(folder, 'backup.db'), effects);
      server.exec('ROLLBACK');
    } finally {
      server.close();
    }
    expect(names(join(folder, 'backup.db'))).toContainEqual({ name: 'acknowledged' });
    expect(await readdir(folder)).toEqual(['backup.db', 'mlflow.db']);
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    const { folder, file } = await aStore();
    prepareStoreFile(file, 'mlflow-artifacts:/', 0);
    const server = new DatabaseSync(file);
    server.exec('CREATE TABLE much (bytes BLOB)');
    for (let at = 0; at < 30; at++) server.exec('INSERT INTO much VALUES (zeroblob(1000000))');
    const pages = Number(server.prepare('PRAGMA page_count').get()?.['page_count']);
    let writes = 0;
    const progress = (text: string | null): void => {
      if (text !== null)
        server.exec(`UPDATE experiments SET name = 'write ${++writes}' WHERE experiment_id = 0`);
    };
    try {
      await backupStore(file, join(folder, 'backup.db'), { ...effects, progress });
    } finally {
      server.close();
    }
    expect(writes).toBeGreaterThan(2);
    // Begun anew after each write, it would never end, or at the last write.
    expect(writes).toBeLessThanOrEqual(pages / 2000);
    expect(names(join(folder, 'backup.db'))).toContainEqual({ name: 'Default' });
  });

  it('leaves a file alone that is there', async () => {
    const { folder, file } = await aStore();
    const to = join(folder, 'backup.db');
    await writeFile(to, 'mine');
    await expect(backupStore(file, to, effects)).rejects.toMatchObject({ code: 'backup-exists' });
    expect(await readFile(to, 'utf8')).toBe('mine');
  });

  it('leaves nothing when it is interrupted', async () => {
    const { folder, file } = await aStore();
    const stop = new AbortController();
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE much (bytes BLOB)');
    for (let at = 0; at < 20; at++) database.exec('INSERT INTO much VALUES (zeroblob(1000000))');
    database.close();
    const interrupting = { signal: stop.signal, progress: () => stop.abort(new Error('Ctrl-C')) };
    await expect(backupStore(file, join(folder, 'backup.db'), interrupting)).rejects.toThrow('Ctrl-C');
    expect(await readdir(folder)).toEqual(['mlflow.db']);
  });

  it('is not made of a damaged store', async () => {
    const { folder, file } = await aStore();
    damageStore(file);
    await expect(backupStore(file, join(folder, 'backup.db'), effects)).rejects.toMatchObject({
      code: 'store-damaged',
    });
    expect(await readdir(folder)).toEqual(['mlflow.db']);
  });

  it.each([
    ['no file', null, 'store-unavailable'],
    ['a text', 'not a database, but long enough to look like a file', 'store-unavailable'],
    ['an empty database', '', 'store-unknown'],
  ])('is not made of %s', async (_, text, code) => {
    const folder = await temporaryFolder();
    const file = join(folder, 'mlflow.db');
    if (text !== null) await writeFile(file, text);
    await expect(backupStore(file, join(folder, 'backup.db'), effects)).rejects.toMatchObject({ code });
    expect(await readdir(folder)).toEqual(text === null ? [] : ['mlflow.db']);
  });
});
