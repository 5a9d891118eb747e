import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchContract } from '../../test/search-contract.ts';
import { wholeReach } from '../reach.ts';
import { openStore } from './open-store.ts';
import { openSqliteStore } from './sqlite-store.ts';

let folder: string;
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'experiments-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const newFile = (): string => join(folder, `${++made}/mlflow.db`);
const options = { artifactRoot: 'mlflow-artifacts:/', now: Date.now };

searchContract('a store on SQLite', () => openStore({ kind: 'sqlite', file: newFile() }, options));

describe('a search that takes too long', () => {
  it('ends, and others are answered after it', async () => {
    const file = newFile();
    const filled = await openStore({ kind: 'sqlite', file }, options);
    const call = async (json: Record<string, unknown>) =>
      JSON.parse(await filled.call('createRun', json, wholeReach));
    const tags = [{ key: 'long', value: 'a'.repeat(8000) }];
    for (let run = 0; run < 20; run++) await call({ experiment_id: '0', tags });
    await filled.close();
    // No time at all: whatever looks at rows is too slow.
    const store = await openSqliteStore(file, { artifactRoot: 'mlflow-artifacts:/', searchSeconds: -1 });
    const search = (filter: string) =>
      store.call('searchRuns', { experiment_ids: ['0'], filter }, wholeReach);
    const tooLong = { code: 'DEADLINE_EXCEEDED', message: expect.stringMatching(/^The search took longer/) };
    await expect(search(`tags.long LIKE '${'%a'.repeat(4000)}%b'`)).rejects.toMatchObject(tooLong);
    await expect(search(`NOT (metrics.a > 1 OR metrics.b > 1)`)).rejects.toMatchObject(tooLong);
    expect(JSON.parse(await search('start_time >= 0')).runs).toHaveLength(20);
    await store.close();
  });
});

describe('searches that take their time', () => {
  it('keep nobody waiting who only looks something up', async () => {
    const store = await openStore({ kind: 'sqlite', file: newFile() }, options);
    const create = async () => JSON.parse(await store.call('createRun', { experiment_id: '0' }, wholeReach));
    const runs = await Promise.all(Array.from({ length: 2000 }, create));
    const conditions = Array.from({ length: 400 }, (_, index) => `metrics.m${index} > 1`);
    const search = { experiment_ids: ['0'], filter: `NOT (${conditions.join(' OR ')})`, max_results: 1 };
    let ended = 0;
    const searches = Array.from({ length: 2 }, () =>
      store.call('searchRuns', search, wholeReach).finally(() => (ended += 1)),
    );
    const { run_id } = runs[7].run.info;
    for (let times = 0; times < 3; times++) await store.call('getRun', { run_id }, wholeReach);
    expect(ended).toBe(0);
    for (const found of await Promise.all(searches)) expect(JSON.parse(found).runs).toHaveLength(1);
    await store.close();
  });

  it('do not keep each other waiting where there are threads for them', async () => {
    const store = await openStore({ kind: 'sqlite', file: newFile() }, { ...options, searchThreads: 2 });
    const create = async () => store.call('createRun', { experiment_id: '0' }, wholeReach);
    await Promise.all(Array.from({ length: 2000 }, create));
    const conditions = Array.from({ length: 400 }, (_, index) => `metrics.m${index} > 1`);
    const quick = { experiment_ids: ['0'], max_results: 1 };
    // Both threads have been started.
    await Promise.all([1, 2].map(() => store.call('searchRuns', quick, wholeReach)));
    let isSearching = true;
    const slow = store
      .call('searchRuns', { ...quick, filter: `NOT (${conditions.join(' OR ')})` }, wholeReach)
      .finally(() => (isSearching = false));
    for (let times = 0; times < 3; times++) await store.call('searchRuns', quick, wholeReach);
    expect(isSearching).toBe(true);
    await slow;
    await store.close();
  });
});
