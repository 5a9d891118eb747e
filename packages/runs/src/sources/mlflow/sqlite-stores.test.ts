import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import type { RunRecord } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { fingerprintsOf, folderOf, readStore } from '../../../test/read-store.ts';
import { storesFolder } from '../../../test/stores.ts';
import { Database } from './sqlite-database.ts';
import { mlflowSqliteSource } from './sqlite-source.ts';

/** Written by MLflow 3.17.2: interop/make_mlflow_stores.py. */
const store = join(storesFolder, 'mlflow-sqlite');

/** A copy of the store's folder, after the SQL. */
function copyOfStore(...sql: string[]): string {
  const folder = temporaryFolder(store);
  const database = new DatabaseSync(join(folder, 'mlflow.db'));
  database.exec('PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF');
  for (const statement of sql) database.exec(statement);
  database.close();
  return folder;
}

const read = (location: string, notes?: string[]): Promise<RunRecord[]> =>
  readStore(mlflowSqliteSource, location, { notes });

const fingerprints = async (location: string): Promise<(string | null)[]> =>
  Array.from((await fingerprintsOf(mlflowSqliteSource, location)).values());

const parent = (run: RunRecord): boolean => run.name === 'parent';
const one = "(SELECT run_uuid FROM runs WHERE name = 'parent')";

describe('a database that MLflow wrote', () => {
  it('is read whole, moved as it is', async () => {
    const runs = await read(copyOfStore());
    expect(runs.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'parent finished',
      'child finished',
      'child finished',
      'failed failed',
      'killed killed',
      'going on running',
    ]);
    const run = runs.find(parent);
    expect(run).toMatchObject({
      params: { optimizer: 'adam', 'model/depth': '3' },
      metrics: { 'ends/nan': { value: 'NaN', step: 5 }, late: { value: 1, step: 0 } },
      histories: {
        odd: { values: ['Infinity', '-Infinity', 'NaN', 0.1] },
        'val/loss': { steps: [0, 0, 1, 1, 2], values: [0.5, 0.25, 0.125, 1e-5, 3] },
      },
      source: { repository: 'https://example.org/x.git' },
    });
    expect(run?.artifacts.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['notes/readme.html', 13],
      ['report.json', 16],
    ]);
    expect(run?.models.find(({ name }) => name === 'classifier')).toMatchObject({
      path: expect.stringMatching(/^artifacts\/penguins\/models\/m-[0-9a-f]{32}\/artifacts$/),
      registrations: [
        { name: 'old-style', version: '1', stage: 'Production' },
        { name: 'penguins', version: '1' },
        { name: 'penguins', version: '2', aliases: ['blue', 'champion'] },
      ],
    });
    expect(JSON.stringify(runs)).not.toContain('secret');
  });

  it.each([
    [
      `UPDATE runs SET status = 'DONE' WHERE name = 'parent'`,
      /mlflow\.db: run [0-9a-f]{32}: status: .*received DONE/,
    ],
    [
      `UPDATE metrics SET value = 'fast' WHERE key = 'loss'`,
      /run \w+: metric loss: expected a number, received "fast"/,
    ],
    [
      `UPDATE metrics SET step = 9007199254740993 WHERE key = 'loss' AND step = 0`,
      /run \w+: metrics: .*too large/,
    ],
    [
      `UPDATE metrics SET step = 0.5 WHERE key = 'loss' AND step = 0`,
      /metric loss: expected a whole number .*received 0\.5/,
    ],
    [
      `UPDATE runs SET start_time = 1e300 WHERE name = 'parent'`,
      /startTime: expected milliseconds since 1970/,
    ],
    [`UPDATE datasets SET name = ''`, /run \w+: \/datasets\/0\/name: expected at least 1 character/],
    ['DROP TABLE runs', /mlflow\.db: a SQLite database, but not one of MLflow: it has no table runs/],
  ])('is refused after %s, naming the place', async (sql, message) => {
    await expect(read(copyOfStore(sql))).rejects.toThrow(message);
  });

  it('that holds nothing is told from one without runs', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mlflow.db'), '');
    await expect(read(folder)).rejects.toThrow(/not one of MLflow: it has no table experiments/);
    expect(await read(copyOfStore('DELETE FROM runs'))).toEqual([]);
  });

  it('of before MLflow 1 is read without steps, flags and latest values', async () => {
    const folder = copyOfStore(
      'CREATE TABLE old AS SELECT key, value, timestamp, run_uuid FROM metrics WHERE is_nan = 0',
      'DROP TABLE metrics',
      'ALTER TABLE old RENAME TO metrics',
      'DROP TABLE latest_metrics',
      'DROP TABLE logged_models',
    );
    const run = (await read(folder)).find(parent);
    expect(run?.histories['loss']?.steps).toEqual(Array.from({ length: 10 }, () => 0));
    expect(run?.metrics['loss']).toMatchObject({ value: 0.1, step: 0 });
    expect(run?.models).toMatchObject([{ status: null, registrations: [{}, {}, {}] }]);
  });

  it.each([
    `INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) SELECT 'loss', 9, 1, run_uuid, 0, 0 FROM runs WHERE name = 'parent'`,
    `UPDATE params SET value = 'sgd' WHERE key = 'optimizer'`,
    `UPDATE tags SET value = 'x' WHERE key = 'note'`,
    `UPDATE runs SET end_time = end_time + 1 WHERE name = 'parent'`,
    `DELETE FROM registered_model_aliases WHERE alias = 'blue'`,
    `UPDATE logged_model_tags SET tag_value = 'x' WHERE tag_key = 'kind'`,
    `DELETE FROM inputs WHERE source_type = 'DATASET' AND destination_id = ${one}`,
  ])('gives only the changed run another fingerprint: %s', async (sql) => {
    const [before, after] = [await fingerprints(store), await fingerprints(copyOfStore(sql))];
    expect(after[0]).not.toBe(before[0]);
    expect(after.slice(1)).toEqual(before.slice(1));
    // What still runs may add files, so only loading can tell.
    expect(before.map((fingerprint) => fingerprint === null)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('locked by another program is told after a while', async () => {
    const file = join(copyOfStore(), 'mlflow.db');
    const writer = new DatabaseSync(file);
    writer.exec('BEGIN EXCLUSIVE');
    const database = await Database.open(file, 20);
    expect(() => database.columns('runs')).toThrow(/mlflow\.db: locked by another program \(try again/);
    database.close();
    writer.close();
  });

  it('with a write-ahead log is read with what is in the log, and left without new files', async () => {
    const folder = copyOfStore('PRAGMA journal_mode = WAL');
    expect(await read(folder)).toHaveLength(6);
    expect(readdirSync(folder)).toEqual(['artifacts', 'mlflow.db']);
    const writer = new DatabaseSync(join(folder, 'mlflow.db'));
    writer.exec("UPDATE runs SET name = 'renamed' WHERE name = 'killed'");
    expect(readdirSync(folder)).toContain('mlflow.db-wal');
    expect((await read(folder)).map(({ name }) => name)).toContain('renamed');
    writer.close();
  });

  it('gives no artefacts from outside its folder', async () => {
    const outside = folderOf({ password: 'swordfish' });
    const notes: string[] = [];
    const climbing = copyOfStore(
      `UPDATE runs SET artifact_uri = 'artifacts/../../outside/' || run_uuid WHERE name = 'parent'`,
    );
    expect((await read(climbing, notes)).find(parent)?.artifacts).toEqual([]);
    expect(notes).toContainEqual(expect.stringMatching(/artifacts outside the store; left out/));

    const linked = copyOfStore(`UPDATE runs SET artifact_uri = 'linked/' || run_uuid WHERE name = 'parent'`);
    const id = (await read(linked)).find(parent)?.id ?? '';
    mkdirSync(join(linked, 'linked'));
    symlinkSync(outside, join(linked, 'linked', id));
    expect((await read(linked, notes)).find(parent)?.artifacts).toEqual([]);
    expect(notes).toContainEqual(expect.stringMatching(/a link that leaves the store; left out/));

    const remote = copyOfStore(`UPDATE runs SET artifact_uri = 's3://me:key@bucket/' || run_uuid`);
    expect((await read(remote, notes)).flatMap(({ artifacts }) => artifacts)).toEqual([]);
    expect(notes.filter((note) => note.includes('s3://'))).toEqual([
      'artifacts at s3://bucket are not on this disk; left out',
    ]);
  });
});
