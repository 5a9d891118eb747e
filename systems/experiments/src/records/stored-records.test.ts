import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { realDisk, realNetwork } from '@modelfolio/command-line/effects';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { namedSource } from '@modelfolio/runs/sources/registry';
import type { ListedRun } from '@modelfolio/runs/sources/source';
import { storesFolder } from '@modelfolio/runs/testing/stores';
import { describe, expect, it } from 'vitest';
import { openForCare } from '../care/open-for-care.ts';
import { storedRecords } from './stored-records.ts';

const signal = new AbortController().signal;
const effects = { ...realDisk(signal), ...realNetwork, signal, note: () => undefined };

/** A copy of a store that MLflow made, with its artifacts beside it. */
async function aStore(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(join(storesFolder, 'mlflow-sqlite'), folder, { recursive: true });
  return join(folder, 'mlflow.db');
}

const model = 'm-f79f622cb11246a7a70508eab02f273e';
const parent = 'fa4ca3b8b2f3484ca2672d5d18723621';

/** The parent's model again: deleted, and older, as an output of it that another run made. A version that names a model alone. */
const moreModels = `
  CREATE TEMP TABLE copied AS SELECT * FROM logged_models WHERE model_id = '${model}';
  UPDATE copied SET model_id = 'm-deleted', lifecycle_stage = 'deleted';
  INSERT INTO logged_models SELECT * FROM copied;
  UPDATE copied SET model_id = 'm-another', name = 'of another', lifecycle_stage = 'active', source_run_id = NULL, creation_timestamp_ms = 1;
  INSERT INTO logged_models SELECT * FROM copied;
  INSERT INTO inputs (input_uuid, source_type, source_id, destination_type, destination_id, step)
    VALUES ('more', 'RUN_OUTPUT', '${parent}', 'MODEL_OUTPUT', 'm-another', 7);
  CREATE TEMP TABLE version AS SELECT * FROM model_versions WHERE name = 'penguins' AND version = 1;
  UPDATE version SET version = 9, run_id = NULL;
  INSERT INTO model_versions SELECT * FROM version;`;

async function all(listing: AsyncIterable<ListedRun>) {
  const found = [];
  for await (const { load, fingerprint: _, ...listed } of listing) found.push({ listed, run: await load() });
  return found.toSorted((one, other) => (one.run.id < other.run.id ? -1 : 1));
}

describe('records of a store', () => {
  it('are those that ingest makes of it', async () => {
    const file = await aStore();
    const database = new DatabaseSync(file);
    database.exec(moreModels);
    database.close();
    const expected = await all(namedSource('mlflow-sqlite').list(file, effects));
    const store = await openForCare({ kind: 'sqlite', file }, { writes: false });
    try {
      const place = { tracker: 'mlflow-sqlite', location: file };
      const found = await all(storedRecords(store, { place, artifacts: dirname(file), effects }));
      expect(found).toEqual(expected);
      expect(found.length).toBeGreaterThan(4);
      const { models = [] } = found.find(({ run }) => run.name === 'parent')?.run ?? {};
      expect(models.map(({ name, step, registrations }) => [name, step, registrations.length])).toEqual([
        ['classifier', 0, 4],
        ['unfinished', null, 0],
        ['of another', 7, 0],
      ]);
      expect(found.flatMap(({ run }) => run.artifacts)).toContainEqual(
        expect.objectContaining({ path: 'report.json' }),
      );
    } finally {
      await store.close();
    }
  });

  it('hold no steps that a record cannot hold', async () => {
    const file = await aStore();
    const database = new DatabaseSync(file);
    database.exec(
      'UPDATE metrics SET step = 4611686018427387904 WHERE rowid = (SELECT MIN(rowid) FROM metrics)',
    );
    database.close();
    const store = await openForCare({ kind: 'sqlite', file }, { writes: false });
    try {
      const place = { tracker: 'mlflow-sqlite', location: file };
      await expect(all(storedRecords(store, { place, artifacts: dirname(file), effects }))).rejects.toThrow(
        /^run [0-9a-f]{32}: metric .*: a record holds whole numbers below 2\^53/,
      );
    } finally {
      await store.close();
    }
  });

  it('end when somebody waits for it', async () => {
    const store = await openForCare({ kind: 'sqlite', file: await aStore() }, { writes: false });
    try {
      const stopped = { ...effects, signal: AbortSignal.abort() };
      const place = { tracker: 'mlflow-sqlite', location: 'here' };
      await expect(all(storedRecords(store, { place, artifacts: '/', effects: stopped }))).rejects.toThrow(
        'aborted',
      );
    } finally {
      await store.close();
    }
  });
});
