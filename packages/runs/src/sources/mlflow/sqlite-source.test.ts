import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realEffects } from '../../../test/real-effects.ts';
import { fingerprintsOf, folderOf, readOrRefusal, readStore } from '../../../test/read-store.ts';
import { testRunSource } from '../../../test/source-contract.ts';
import { mlflowSqliteSource } from './sqlite-source.ts';
import type { RunRecord } from '@modelfolio/schemas';

const examples = join(import.meta.dirname, '../../../../../examples/mlflow.db');

function copyOfExamples(change: (database: DatabaseSync) => void = () => {}): string {
  const file = join(temporaryFolder(), 'mlflow.db');
  copyFileSync(examples, file);
  const database = new DatabaseSync(file);
  change(database);
  database.close();
  return file;
}

const read = (location: string): Promise<RunRecord[]> => readStore(mlflowSqliteSource, location);

function idsByTime(): string[] {
  const database = new DatabaseSync(examples, { readOnly: true });
  const rows = database.prepare('SELECT run_uuid FROM runs ORDER BY start_time, run_uuid').all();
  database.close();
  return rows.map(({ run_uuid: id }) => String(id));
}

testRunSource(mlflowSqliteSource, {
  good: () => ({ location: examples, ids: idsByTime() }),
  damaged: () => ({
    location: join(folderOf({ 'mlflow.db': 'not a database at all, whatever its name says' }), 'mlflow.db'),
    names: /mlflow\.db: not a SQLite database/,
  }),
  foreign: () => folderOf({ 'notes.txt': 'SQLite format 3 is not what this is' }),
});

describe('an MLflow database', () => {
  it('is read with logged models, registrations, data sets, histories and artefacts', async () => {
    const runs = await read(examples);
    const forest = runs.find(
      ({ experiment, name }) => experiment === 'palmer-penguins' && name === 'random-forest',
    );
    expect(forest).toMatchObject({
      status: 'finished',
      source: { entryPoint: 'interop/make_samples.py', command: null, dirty: null },
      datasets: [
        {
          name: 'palmer-penguins',
          role: 'train',
          rows: 240,
          source: 'https://pypi.org/project/palmerpenguins/',
        },
        { name: 'palmer-penguins', role: 'test', rows: 104 },
      ],
      models: [{ name: 'model', status: 'READY', registrations: [] }],
    });
    const boosted = runs.find(({ name }) => name === 'xgboost-depth-4');
    expect(boosted?.histories['train/loss']?.steps).toEqual(Array.from({ length: 60 }, (_, step) => step));
    expect(forest?.artifacts.map(({ path }) => path)).toEqual(['data/test.csv']);
    expect(forest?.models[0]?.path).toMatch(/^artifacts\/palmer-penguins\/models\/m-[0-9a-f]+\/artifacts$/);
    const champions = runs.flatMap(({ models }) => models.flatMap(({ registrations }) => registrations));
    expect(champions).toHaveLength(3);
    expect(champions[0]).toEqual({
      name: 'palmer-penguins',
      version: '1',
      stage: null,
      aliases: ['champion'],
    });
  });

  it('keeps NaN and the infinities, and the latest by step, then time', async () => {
    const [id = ''] = idsByTime();
    const file = copyOfExamples((database) => {
      const insert = database.prepare(
        'INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?, ?, ?, ?, ?, ?)',
      );
      insert.run('odd', 0, 1, id, 0, 1);
      insert.run('odd', 1.7976931348623157e308, 2, id, 1, 0);
      insert.run('odd', -1.7976931348623157e308, 3, id, 1, 0);
    });
    const run = (await read(file)).find((record) => record.id === id);
    expect(run?.histories['odd']?.values).toEqual(['NaN', 'Infinity', '-Infinity']);
    expect(run?.metrics['odd']).toEqual({ value: '-Infinity', step: 1, timestamp: 3 });
  });

  it('leaves out deleted runs and deleted experiments', async () => {
    const [id = ''] = idsByTime();
    const file = copyOfExamples((database) => {
      database.prepare("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = ?").run(id);
      database.exec("UPDATE experiments SET lifecycle_stage = 'deleted' WHERE name = 'breast-cancer'");
    });
    const runs = await read(file);
    expect(runs).toHaveLength(4);
    expect(runs.map((run) => run.id)).not.toContain(id);
  });

  it('of an older or a newer MLflow is read by the names of its columns', async () => {
    const old = copyOfExamples((database) => {
      for (const table of [
        'logged_models',
        'inputs',
        'model_versions',
        'latest_metrics',
        'registered_model_aliases',
      ])
        database.exec(`DROP TABLE ${table}`);
      database.exec('ALTER TABLE runs ADD COLUMN from_the_future TEXT');
      database.exec('CREATE TABLE something_new (x)');
    });
    const runs = await read(old);
    expect(runs).toHaveLength(7);
    expect(runs[0]).toMatchObject({ models: [], datasets: [] });
    expect(runs[0]?.metrics['test/accuracy']).toBeDefined();
  });

  it('tells by a fingerprint which run changed, even where only its history did', async () => {
    const [id = '', other = ''] = idsByTime();
    const before = await fingerprintsOf(mlflowSqliteSource, examples);
    const insert =
      "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES ('validation/loss', 1, 1, ?, -5, 0)";
    const after = await fingerprintsOf(
      mlflowSqliteSource,
      copyOfExamples((database) => database.prepare(insert).run(id)),
    );
    expect(after.get(id)).not.toBe(before.get(id));
    expect(after.get(other)).toBe(before.get(other));
  });

  it('is found in a folder and by its address, beside what another program is writing', async () => {
    const file = copyOfExamples((database) => database.exec('PRAGMA journal_mode = WAL'));
    const writer = new DatabaseSync(file);
    writer.exec("BEGIN IMMEDIATE; UPDATE runs SET name = 'later'");
    try {
      const effects = realEffects();
      const folder = join(file, '..');
      expect(await mlflowSqliteSource.detect(folder, effects)).toBe(true);
      expect(await mlflowSqliteSource.detect(`sqlite:///${file}`, effects)).toBe(true);
      expect((await read(folder)).map(({ name }) => name)).not.toContain('later');
    } finally {
      writer.close();
    }
  });

  it('is refused when it is another program’s, saying so', async () => {
    const file = join(temporaryFolder(), 'other.db');
    new DatabaseSync(file).exec('CREATE TABLE books (title)');
    await expect(read(file)).rejects.toThrow('a SQLite database, but not one of MLflow');
  });

  it('damaged anywhere is refused or read as it is, never half', async () => {
    const whole = readFileSync(examples);
    const folder = temporaryFolder();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        fc.nat(whole.length),
        async (changes, length) => {
          const bytes = Uint8Array.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          mkdirSync(join(folder, String(count)));
          const file = join(folder, String(count++), 'mlflow.db');
          writeFileSync(file, count % 3 === 0 ? bytes.subarray(0, length) : bytes);
          await expect(readOrRefusal(mlflowSqliteSource, file)).resolves.toBeDefined();
        },
      ),
      { numRuns: 40 },
    );
  });
});
