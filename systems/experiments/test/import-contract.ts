import { randomUUID } from 'node:crypto';
import { realDisk, realNetwork } from '@modelfolio/command-line/effects';
import { Failure } from '@modelfolio/failures';
import { differingFields } from '@modelfolio/runs/sources/mlflow/kept-in-tags';
import { randomRecord } from '@modelfolio/runs/testing/random-record';
import type { RunRecord } from '@modelfolio/schemas';
import { bareRun } from '@modelfolio/schemas/bare-run';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openForCare, type CaredStore } from '../src/care/open-for-care.ts';
import { importRun, type ImportedRun } from '../src/records/import-run.ts';
import { storedForm } from '../src/records/stored-form.ts';
import { storedRecords } from '../src/records/stored-records.ts';
import { prepareStore } from '../src/store/prepare-store.ts';
import type { StorePlace } from '../src/store/store-place.ts';

const signal = new AbortController().signal;
const given = { artifactRoot: 'mlflow-artifacts:/', now: 1_700_000_000_000, signal, isDry: false };
const origin = { tracker: 'dvc', location: '/home/ada/penguins', externalId: 'dvclive' };

const run = (words: Partial<RunRecord> = {}): RunRecord =>
  bareRun({
    id: '0123456789abcdef0123456789abcdef',
    experiment: 'penguins',
    name: 'forest',
    startTime: '2026-11-23T10:00:00.000Z',
    endTime: '2026-11-23T10:01:00.000Z',
    params: { depth: 3, kind: 'tree' },
    metrics: { loss: { value: 0.25, step: 2, timestamp: 1_700_000_000_002 } },
    histories: {
      loss: {
        steps: [0, 1, 2],
        values: [1, 'NaN', 0.25],
        timestamps: [1_700_000_000_000, 1_700_000_000_001, 1_700_000_000_002],
      },
    },
    tags: { team: 'vision' },
    datasets: [{ name: 'iris', digest: 'abc', role: 'train', source: 'https://host/iris.csv', rows: 150 }],
    origin,
    ...words,
  });

/** The suite that imports into every kind of store pass. */
export function importContract(name: string, newPlace: () => Promise<StorePlace>): void {
  describe(`imports into ${name}`, () => {
    let store: CaredStore;
    beforeAll(async () => {
      const place = await newPlace();
      await prepareStore(place, given);
      store = await openForCare(place, { writes: true });
    });
    afterAll(() => store.close());

    const take = (record: RunRecord, words: Partial<typeof given> = {}): Promise<ImportedRun> =>
      importRun(store, record, { ...given, ...words });

    /** The record of a run as the store is exported. */
    async function read(id: string): Promise<RunRecord | null> {
      const reading = {
        place: { tracker: 'store', location: 'here' },
        artifacts: '/nowhere',
        effects: { ...realDisk(signal), ...realNetwork, signal, note: () => undefined },
      };
      for await (const listed of storedRecords(store, reading)) if (listed.id === id) return listed.load();
      return null;
    }

    const count = async (sql: string, ...values: string[]): Promise<number> =>
      Number((await store.transaction((tx) => tx.first<{ rows: number }>(sql, values)))?.rows);

    it('keep a run whole, and change nothing the second time', async () => {
      const id = '0123456789abcdef0123456789abcdef';
      expect(await take(run())).toEqual({ id, outcome: 'imported', fields: [], notes: [] });
      expect(await read(id)).toEqual(run());
      const points = 'SELECT COUNT(*) AS rows FROM metrics WHERE run_uuid = ?';
      expect(await count(points, id)).toBe(3);
      expect(await take(run())).toEqual({ id, outcome: 'there', fields: [], notes: [] });
      expect(await count(points, id)).toBe(3);
      expect(await count("SELECT COUNT(*) AS rows FROM experiments WHERE name = 'penguins'")).toBe(1);
    });

    it('write what clients of MLflow look for', async () => {
      const id = 'c'.repeat(32);
      await take(
        run({
          id,
          source: {
            repository: 'https://host/a.git',
            commit: 'abc',
            dirty: true,
            entryPoint: 'train.py',
            command: null,
          },
          parentRunId: 'b'.repeat(32),
        }),
      );
      const rows = await store.transaction((tx) =>
        tx.all<{ key: string; value: string }>('SELECT key, value FROM tags WHERE run_uuid = ?', [id]),
      );
      expect(Object.fromEntries(rows.map(({ key, value }) => [key, value]))).toMatchObject({
        'mlflow.runName': 'forest',
        'mlflow.parentRunId': 'b'.repeat(32),
        'mlflow.source.name': 'train.py',
        'mlflow.source.git.commit': 'abc',
        'mlflow.source.git.repoURL': 'https://host/a.git',
        'modelfolio.params': '{"depth":3}',
        team: 'vision',
      });
      const latest = await store.transaction((tx) =>
        tx.first('SELECT key, value, step FROM latest_metrics WHERE run_uuid = ?', [id]),
      );
      expect(latest).toMatchObject({ key: 'loss', value: 0.25 });
      const bare = 'd'.repeat(32);
      await take(run({ id: bare, name: '', status: 'killed', endTime: '1969-12-31T23:00:00.000Z' }));
      const infoOf = async (runId: string): Promise<unknown[]> => {
        const sql = 'SELECT name, status, start_time, end_time FROM runs WHERE run_uuid = ?';
        const row = await store.transaction((tx) => tx.first<Record<string, unknown>>(sql, [runId]));
        // PostgreSQL's client has whole numbers of 64 bits as texts.
        return Object.values(row ?? {}).map(String);
      };
      expect(await infoOf(id)).toEqual(['forest', 'FINISHED', '1795428000000', '1795428060000']);
      expect(await infoOf(bare)).toEqual([bare, 'KILLED', '1795428000000', '0']);
    });

    it('leave a run that says something else, and tell the fields', async () => {
      const id = '1'.repeat(32);
      await take(run({ id }));
      const other = run({ id, status: 'failed', params: { depth: 4, kind: 'tree' }, experiment: 'others' });
      expect(await take(other)).toMatchObject({
        outcome: 'differs',
        fields: ['experiment', 'status', 'params'],
      });
      expect(await read(id)).toEqual(run({ id }));
      const files = [{ path: 'a.txt', bytes: 1, sha256: 'a'.repeat(64) }];
      expect(await take(run({ id, artifacts: files }))).toMatchObject({
        outcome: 'differs',
        fields: ['artifacts'],
      });
      // Where it was found does not matter: folders move.
      expect(await take(run({ id, origin: { ...origin, location: '/elsewhere' } }))).toMatchObject({
        outcome: 'there',
      });
    });

    it('tell a deleted run, and leave it', async () => {
      const id = '2'.repeat(32);
      await take(run({ id }));
      await store.transaction((tx) =>
        tx.run("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = ?", [id]),
      );
      expect(await take(run({ id }))).toMatchObject({ outcome: 'deleted' });
      expect(await read(id)).toBeNull();
    });

    it('take a run that was logged here for the same, without its files and models', async () => {
      const id = '3'.repeat(32);
      await take(run({ id, params: {} }));
      await store.transaction((tx) =>
        tx.run("DELETE FROM tags WHERE run_uuid = ? AND key LIKE 'modelfolio.%'", [id]),
      );
      const there = (await read(id)) as RunRecord;
      const files = [{ path: 'a.txt', bytes: 1, sha256: 'a'.repeat(64) }];
      expect(await take({ ...there, artifacts: files })).toMatchObject({ outcome: 'there' });
      expect(await take({ ...there, status: 'failed' })).toMatchObject({
        outcome: 'differs',
        fields: ['status'],
      });
    });

    it('give other ids ones that are always the same', async () => {
      const first = await take(run({ id: 'dvclive', parentRunId: 'parent' }));
      expect(first).toMatchObject({ outcome: 'imported', id: expect.stringMatching(/^[0-9a-f]{32}$/) });
      expect(await take(run({ id: 'dvclive', parentRunId: 'parent' }))).toMatchObject({
        outcome: 'there',
        id: first.id,
      });
      expect(await read(first.id)).toMatchObject({
        id: first.id,
        parentRunId: storedForm(run({ id: 'parent' })).id,
        tags: { team: 'vision', 'modelfolio.id': 'dvclive' },
        origin,
      });
    });

    it('tell what MLflow does not take, and keep it', async () => {
      const id = '4'.repeat(32);
      const odd = run({
        id,
        params: { 'f(x)': 1, long: 'x'.repeat(6001) },
        metrics: {},
        histories: {
          'top@5': { steps: [1], values: [0.5], timestamps: [1] },
          early: { steps: [1], values: [0.5], timestamps: [-1] },
          twice: { steps: [1, 1, 2], values: [0.5, 0.5, 1], timestamps: [3, 3, 3] },
        },
      });
      expect((await take(odd)).notes).toEqual([
        expect.stringMatching(/'f\(x\)'|"f\(x\)".*a tag holds it whole$/),
        "param 'long' is cut; a tag holds it whole",
        expect.stringContaining('top@5'),
        expect.stringContaining('Timestamp must be a nonnegative long'),
        "metric 'twice': 1 repeated points are kept once",
      ]);
      const again = await read(id);
      expect(again?.params).toEqual(odd.params);
      expect(again?.histories).toEqual({
        ...odd.histories,
        twice: { steps: [1, 2], values: [0.5, 1], timestamps: [3, 3] },
      });
      expect(await take(odd)).toMatchObject({ outcome: 'there' });
    });

    it('keep the order of points that have no times', async () => {
      const id = '5'.repeat(32);
      const untimed = run({
        id,
        startTime: null,
        metrics: { loss: { value: 1, step: 1, timestamp: null } },
        histories: { loss: { steps: [0, 1, 1], values: [3, 2, 1], timestamps: null } },
      });
      await take(untimed);
      expect(await read(id)).toEqual(untimed);
      const { value } = (await store.transaction((tx) =>
        tx.first<{ value: number }>('SELECT value FROM latest_metrics WHERE run_uuid = ?', [id]),
      )) as { value: number };
      expect(value).toBe(1);
    });

    it('undo a run that cannot be written whole', async () => {
      const id = '6'.repeat(32);
      const experiment = 'half';
      const large = run({ id, experiment, tags: { 'a@b': 'x'.repeat(1_000_001) } });
      await expect(take(large)).rejects.toThrow(/1,000,000 characters/);
      const stop = new AbortController();
      stop.abort();
      await expect(take(run({ id, experiment }), { signal: stop.signal })).rejects.toThrow('aborted');
      await expect(take(run({ id, experiment: 'e'.repeat(501) }))).rejects.toThrow(
        /^run 6{32}: .*500 characters/,
      );
      expect(await count('SELECT COUNT(*) AS rows FROM runs WHERE run_uuid = ?', id)).toBe(0);
      expect(await count("SELECT COUNT(*) AS rows FROM experiments WHERE name = 'half'")).toBe(0);
    });

    it('end soon, in the middle of a long run', async () => {
      const id = 'a'.repeat(32);
      const steps = Array.from({ length: 30_000 }, (_, step) => step);
      const stop = new AbortController();
      setImmediate(() => stop.abort());
      const long = run({ id, histories: { loss: { steps, values: steps, timestamps: null } } });
      await expect(take(long, { signal: stop.signal })).rejects.toThrow('aborted');
      expect(await count('SELECT COUNT(*) AS rows FROM metrics WHERE run_uuid = ?', id)).toBe(0);
    });

    it('leave out passwords, and say so', async () => {
      const id = 'b'.repeat(32);
      const { notes } = await take(run({ id, params: { data: 'https://me:secret@host/a' } }));
      expect(notes).toEqual(['passwords in addresses are left out']);
      expect((await read(id))?.params).toEqual({ data: 'https://host/a' });
    });

    it('only tell what would happen, where that is asked', async () => {
      const id = '7'.repeat(32);
      expect(await take(run({ id, experiment: 'dry' }), { isDry: true })).toMatchObject({
        outcome: 'imported',
      });
      expect(await count('SELECT COUNT(*) AS rows FROM runs WHERE run_uuid = ?', id)).toBe(0);
      expect(await count("SELECT COUNT(*) AS rows FROM experiments WHERE name = 'dry'")).toBe(0);
    });

    it('refuse an experiment that is deleted', async () => {
      await take(run({ id: '8'.repeat(32), experiment: 'gone' }));
      await store.transaction((tx) =>
        tx.run("UPDATE experiments SET lifecycle_stage = 'deleted' WHERE name = 'gone'"),
      );
      const refused = take(run({ id: '9'.repeat(32), experiment: 'gone' }));
      await expect(refused).rejects.toBeInstanceOf(Failure);
      await expect(refused).rejects.toThrow(/^run 9{32}: The experiment \d+ must be in the 'active' state/);
    });

    it('give back any record, but for what MLflow cannot keep', async () => {
      await fc.assert(
        fc.asyncProperty(randomRecord, async (drawn) => {
          // Each is new, whatever was drawn before.
          const uuid = randomUUID();
          const record = {
            ...drawn,
            id: drawn.id.length === 32 ? uuid.replaceAll('-', '') : `${drawn.id} ${uuid}`,
          };
          const expected = storedForm(record);
          const { outcome, id } = await take(record);
          expect(outcome).toBe('imported');
          const again = (await read(id)) as RunRecord;
          // Points are in MLflow's order, and repeated ones are kept once: that is no difference.
          expect(differingFields(expected, again)).toEqual([]);
          expect({ ...again, histories: {} }).toEqual({ ...expected, histories: {} });
          expect(await take(record)).toMatchObject({ outcome: 'there', id });
        }),
        { numRuns: 60 },
      );
    });
  });
}
