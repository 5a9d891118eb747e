import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { realDatabases } from '@modelfolio/project/databases';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scenarioStoreContract } from '../../test/scenario-store-contract.ts';
import { mintCredentials } from './owner-token.ts';
import { defaultScenarioLimits } from './scenario-limits.ts';
import { scenario } from './scenario.ts';
import type { StoredScenario } from './scenario-store.ts';
import { sqliteStore } from './sqlite-store.ts';
import { sqliteVersions } from './sqlite-versions.ts';

scenarioStoreContract('SQLite', {
  open: async (now, limits) => sqliteStore(':memory:', { now, ...(limits && { limits }) }),
});

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
    owner: '',
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

  const more = (count: number): StoredScenario[] =>
    Array.from({ length: count }, () => ({ ...entry, id: mintCredentials(null).id }));

  it('loses what has expired when it is swept, and counts what is left', async () => {
    let time = 0;
    const store = sqliteStore(file, { now: () => time });
    await store.put({ ...entry, expiresAt: 10 });
    for (const each of more(2)) await store.put({ ...each, owner: 'ada' });
    time = 10;
    expect(await store.sweep()).toBe(1);
    await store.close();
    const database = new DatabaseSync(file);
    expect(database.prepare('SELECT count(*) AS n FROM scenarios').get()).toEqual({ n: 2 });
    const bytes = 2 * Buffer.byteLength(JSON.stringify(entry.scenario));
    expect(database.prepare('SELECT * FROM usage').all()).toEqual([{ owner: 'ada', scenarios: 2, bytes }]);
    database.close();
  });

  it('of the first version is brought to this one, with all that it keeps', async () => {
    mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file);
    database.exec(`${sqliteVersions[0]}; PRAGMA user_version = 1`);
    database
      .prepare("INSERT INTO scenarios VALUES (?, 'm', 0, 5, NULL, ?, ?)")
      .run(entry.id, entry.tokenHash, JSON.stringify(entry.scenario));
    database.close();
    const store = sqliteStore(file, { limits: { ...defaultScenarioLimits, ownerScenarios: 1 } });
    expect(await store.get(entry.id)).toEqual(entry);
    for (const each of more(1)) await expect(store.put(each)).rejects.toThrow('1 scenarios are kept');
    await store.close();
  });

  it('holds its limits also for two programs that write at once', async () => {
    const limits = { ...defaultScenarioLimits, scenarios: 5 };
    const stores = [sqliteStore(file, { limits }), sqliteStore(file, { limits })];
    const outcomes = await Promise.allSettled(more(20).map(async (each, at) => stores[at % 2]?.put(each)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    for (const store of stores) await store.close();
  });

  it('that may not grow is told as full; what is kept can be read, and there is room again after a deletion', async () => {
    const openDatabase: typeof realDatabases.openDatabase = (...asked) => {
      const database = realDatabases.openDatabase(...asked);
      database.exec('PRAGMA max_page_count = 40');
      return database;
    };
    const store = sqliteStore(file, { openDatabase });
    const large = more(30).map((each) => ({
      ...each,
      scenario: { ...entry.scenario, row: { note: 'x'.repeat(8000) } },
    }));
    const kept: StoredScenario[] = [];
    const failure = await (async () => {
      for (const each of large) {
        await store.put(each);
        kept.push(each);
      }
    })().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'store-full',
      message: expect.stringMatching(/^the disk with the scenarios is full \(free /),
    });
    const [first] = kept;
    if (!first) throw new Error('nothing fits');
    expect(await store.get(first.id)).toEqual(first);
    expect(await store.delete(first.id, first.tokenHash)).toBe('deleted');
    expect(await store.put(first)).toMatchObject({ isNew: true });
    await store.close();
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
      /scenarios\.db: its schema version is 99, this program knows 2/,
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
