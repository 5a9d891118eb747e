import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scenarioStoreContract } from '../../test/scenario-store-contract.ts';
import { mintCredentials } from './owner-token.ts';
import { scenario } from './scenario.ts';
import type { StoredScenario } from './scenario-store.ts';
import { sqliteStore } from './sqlite-store.ts';

scenarioStoreContract('SQLite', { open: async (now) => sqliteStore(':memory:', { now }) });

describe('a file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scenarios-'));
    file = join(folder, 'data/scenarios.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const entry: StoredScenario = {
    id: mintCredentials(null).id,
    tokenHash: 'f'.repeat(64),
    createdAt: 5,
    expiresAt: null,
    scenario: scenario.parse({ model: 'm', sha256: 'a'.repeat(64), title: 't', row: {} }),
  };

  it('survives a restart, also one without a farewell', async () => {
    const first = sqliteStore(file);
    await first.put(entry);
    const second = sqliteStore(file);
    expect(await second.get(entry.id)).toEqual(entry);
    await second.close();
    await first.close();
    await first.close();
    const third = sqliteStore(file);
    expect(await third.put(entry)).toEqual({ isNew: false, entry });
    await third.close();
  });

  it('is read while it is written', async () => {
    await sqliteStore(file).close();
    const database = new DatabaseSync(file);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.exec('BEGIN IMMEDIATE');
    const store = sqliteStore.bind(null, file);
    database.exec('COMMIT');
    const open = store();
    database.exec('BEGIN IMMEDIATE');
    expect(await open.get('x')).toBeNull();
    database.exec('COMMIT');
    database.close();
    await open.close();
  });

  it('is emptied of what has expired by the next put', async () => {
    let time = 0;
    const store = sqliteStore(file, { now: () => time });
    await store.put({ ...entry, expiresAt: 10 });
    time = 10;
    await store.put({ ...entry, id: mintCredentials(null).id });
    await store.close();
    const database = new DatabaseSync(file);
    expect(database.prepare('SELECT count(*) AS n FROM scenarios').get()).toEqual({ n: 1 });
    database.close();
  });

  it.each([
    [
      'no database',
      () => writeFileSync(file, 'x'.repeat(4096)),
      /scenarios\.db: not the database of this program: file is not a database \(move it away/,
    ],
    [
      'one of a newer version',
      () => {
        const database = new DatabaseSync(file);
        database.exec('PRAGMA user_version = 99');
        database.close();
      },
      /scenarios\.db: its schema version is 99, this program knows 1/,
    ],
    [
      'one of another program',
      () => {
        const database = new DatabaseSync(file);
        database.exec('CREATE TABLE scenarios (x)');
        database.close();
      },
      /scenarios\.db: not the database of this program: table scenarios already exists/,
    ],
  ])('that is %s is refused in words', async (_, make, message) => {
    await sqliteStore(file).close();
    rmSync(file);
    make();
    expect(() => sqliteStore(file)).toThrow(message);
  });

  it('tells in words that it does not answer', async () => {
    const store = sqliteStore(file);
    await store.close();
    expect(await store.check()).toMatch(/database is not open|finalized/);
    await expect(store.get('x')).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
