import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { storesFolder } from '@modelfolio/runs/testing/stores';
import { bareRun, type KnownOfRun } from '@modelfolio/schemas/bare-run';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mlflowStore, runCommand } from '../../test/run-command.ts';

const id = '0123456789abcdef0123456789abcdef';
const origin = { tracker: 'run-record', location: null, externalId: null };

/** A folder to import into, and a command that does. */
async function importing() {
  const folder = await temporaryFolder();
  const file = join(folder, 'mlflow.db');
  return {
    folder,
    file,
    take: (...args: string[]) => runCommand('import', ['--backend-store-uri', file, ...args]),
    all: (sql: string): unknown[] => {
      const database = new DatabaseSync(file, { readOnly: true });
      try {
        return database
          .prepare(sql)
          .all()
          .map((row) => Object.values(row)[0]);
      } finally {
        database.close();
      }
    },
    records: async (...runs: Partial<KnownOfRun>[]): Promise<string> => {
      const records = join(folder, 'records');
      await mkdir(records, { recursive: true });
      for (const [index, words] of runs.entries()) {
        const run = bareRun({ id, experiment: 'penguins', name: 'forest', origin, ...words });
        await writeFile(join(records, `${index}.json`), JSON.stringify(run));
      }
      return records;
    },
  };
}

describe('import', () => {
  it('takes runs of every tracker, and nothing the second time', async () => {
    const { take, all } = await importing();
    const places = ['dvc', 'tensorboard', 'mlflow-file-store', 'mlflow-sqlite', 'hugging-face'].map((name) =>
      join(storesFolder, name),
    );
    const first = await take(...places);
    expect(first.code).toBe(0);
    expect(first.printed.map((line) => line.slice(storesFolder.length + 1))).toEqual([
      'dvc: dvc: 1 run imported, 0 already there',
      'tensorboard: tensorboard: 2 runs imported, 0 already there',
      'mlflow-file-store: mlflow-file-store: 6 runs imported, 0 already there',
      'mlflow-sqlite: mlflow-sqlite: 6 runs imported, 0 already there',
      expect.stringMatching(/^hugging-face: hugging-face-card: \d+ runs? imported, 0 already there$/),
    ]);
    const runs = all('SELECT run_uuid FROM runs ORDER BY run_uuid');
    const again = await take(...places);
    expect(again.code).toBe(0);
    expect(again.printed.join('\n')).not.toMatch(/[1-9]\d* runs? imported/);
    expect(again.printed).toContainEqual(expect.stringMatching(/0 runs imported, 6 already there$/));
    expect(all('SELECT run_uuid FROM runs ORDER BY run_uuid')).toEqual(runs);
  });

  it('finds the runs of a copy of its own store there', async () => {
    const { file, take } = await importing();
    await copyFile(mlflowStore, file);
    const { code, printed } = await take(mlflowStore);
    expect({ code, printed }).toEqual({
      code: 0,
      printed: [`${mlflowStore}: mlflow-sqlite: 0 runs imported, 6 already there`],
    });
  });

  it('puts runs into the experiment that is named', async () => {
    const { take, all, records } = await importing();
    await take(await records({}), '--experiment', 'birds');
    expect(all('SELECT name FROM experiments ORDER BY name')).toEqual(['Default', 'birds']);
  });

  it('tells a run that says something else, one that is deleted, and one that cannot be read', async () => {
    const { folder, file, take, all, records } = await importing();
    await take(await records({}, { id: 'f'.repeat(32) }));
    const database = new DatabaseSync(file);
    database.exec(`UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = '${'f'.repeat(32)}'`);
    database.close();
    const place = await records({ params: { depth: 3 } }, { id: 'f'.repeat(32) }, { id: 'new' });
    await writeFile(join(folder, 'records/9.json'), '{"schemaVersion": 1, "experiment": "half"');
    const { code, printed, noted } = await take(place);
    expect(code).toBe(1);
    expect(printed).toEqual([
      `${place}: run-record: 1 run imported, 0 already there, 1 there with other content, 1 there and deleted, 1 passed over`,
    ]);
    expect(noted).toEqual([
      `modelfolio-experiments: run ${id}: there is one that says something else (params); it is left as it is`,
      `modelfolio-experiments: run ${'f'.repeat(32)}: there is one that is deleted: restore it, or remove it with gc`,
      expect.stringMatching(/^modelfolio-experiments: passed over: .*9\.json/),
    ]);
    expect(all('SELECT value FROM params')).toEqual([]);
  });

  it('ends with 1 where a run was deleted, or cannot be read', async () => {
    const { folder, file, take, records } = await importing();
    const place = await records({});
    await take(place);
    const database = new DatabaseSync(file);
    database.exec("UPDATE runs SET lifecycle_stage = 'deleted'");
    database.close();
    expect((await take(place)).code).toBe(1);
    await writeFile(join(folder, 'records/0.json'), '{"schemaVersion": 1, "experiment": "half"');
    expect((await take(place)).code).toBe(1);
  });

  it('tells files and models that stay where they are, and a seal that was broken', async () => {
    const { take, records } = await importing();
    const place = await records({
      artifacts: [{ path: 'a.txt', bytes: 1, sha256: 'a'.repeat(64) }],
      seal: { by: 'modelfolio ingest', sha256: 'b'.repeat(64) },
    });
    expect((await take(place)).noted).toEqual([
      `modelfolio-experiments: run ${id}: its seal says that it was edited since it was written`,
      `modelfolio-experiments: ${place}: 1 file and 0 models are noted in tags, not copied`,
    ]);
  });

  it('shows no letters that steer a terminal', async () => {
    const { take, records } = await importing();
    await take(await records({}));
    const { noted } = await take(await records({ id: '\u001B[2J', params: { '\u001B]0;x\u0007': 1 } }));
    expect(noted.length).toBeGreaterThan(0);
    expect(noted.join('')).not.toMatch(/\p{Cc}/u);
  });

  it('only tells with --dry-run, and makes no store', async () => {
    const { folder, file, take, all, records } = await importing();
    const place = await records({}, { id: 'other' });
    // Where it tries what would happen.
    const scratch = await temporaryFolder();
    vi.stubEnv('TMPDIR', scratch);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await take(place, '--dry-run')).printed).toEqual([
      `${place}: run-record: 2 runs would be imported, 0 already there`,
    ]);
    expect(await readdir(folder)).toEqual(['records']);
    expect(await readdir(scratch)).toEqual([]);
    await take(await records({}), '--experiment', 'penguins');
    await records({}, { id: 'third' });
    const dry = await take(place, '--dry-run', '--json');
    expect(JSON.parse(dry.printed.join('\n'))).toMatchObject({
      dryRun: true,
      places: [{ location: place, source: 'run-record', counts: { imported: 1, there: 1, differs: 0 } }],
    });
    expect(all('SELECT COUNT(*) FROM runs')).toEqual([2]);
    expect(existsSync(`${file}.artifacts.db`)).toBe(false);
  });

  it('changes not a byte with --dry-run', async () => {
    const { file, take, records } = await importing();
    await copyFile(mlflowStore, file);
    expect((await take(await records({}), '--dry-run')).code).toBe(0);
    expect(Buffer.compare(await readFile(file), await readFile(mlflowStore))).toBe(0);
  });

  it('says as JSON what became of each run', async () => {
    const { take, records } = await importing();
    const { printed } = await take(await records({ id: 'dvclive' }), '--json');
    expect(JSON.parse(printed.join('\n'))).toMatchObject({
      dryRun: false,
      places: [
        {
          counts: { imported: 1 },
          runs: [
            {
              id: expect.stringMatching(/^[0-9a-f]{32}$/),
              from: 'dvclive',
              experiment: 'penguins',
              name: 'forest',
              outcome: 'imported',
              fields: [],
              notes: [],
            },
          ],
          failures: [],
        },
      ],
    });
  });

  it('says where the artifacts of new experiments go', async () => {
    const { folder, take, all, records } = await importing();
    await take(await records({}), '--default-artifact-root', 's3://bucket/a');
    expect(all("SELECT artifact_location FROM experiments WHERE name = 'penguins'")).toEqual([
      's3://bucket/a/1',
    ]);
    const { file } = await importing();
    await runCommand('import', [join(folder, 'records'), '--backend-store-uri', file], {
      MLFLOW_DEFAULT_ARTIFACT_ROOT: 'here',
    });
    const database = new DatabaseSync(file);
    expect(
      database.prepare("SELECT artifact_location AS at FROM experiments WHERE name = 'penguins'").get(),
    ).toEqual({
      at: join(process.cwd(), 'here/1'),
    });
    database.close();
  });

  it.each([
    [[], 2, 'name a place to import runs from'],
    [['/nowhere/at-all'], 1, '/nowhere/at-all: not there'],
    [['RECORDS', '--source', 'tape'], 2, 'no source is named tape'],
    [['RECORDS', '--time-limit', '0'], 2, '--time-limit: expected a number above 0'],
    [['RECORDS', '--backend-store-uri', 'mysql://a/b'], 2, '"mysql://a/b" names no store'],
    [['EMPTY'], 1, 'holds no runs in a known form'],
  ])('refuses %j in one line, and makes no store', async (args, expected, words) => {
    const { folder, take, records } = await importing();
    const place = await records({});
    await mkdir(join(folder, 'empty'));
    const given = args.map((arg) => arg.replace('RECORDS', place).replace('EMPTY', join(folder, 'empty')));
    const { code, printed, noted } = await take(...given);
    expect({ code, printed, noted }).toEqual({
      code: expected,
      printed: [],
      noted: [expect.stringContaining(words)],
    });
    expect((await readdir(folder)).toSorted()).toEqual(['empty', 'records']);
  });

  it('writes into no file of another kind, and no store of another version', async () => {
    const { folder, file, take, records } = await importing();
    const place = await records({});
    await writeFile(file, 'no database');
    expect(await take(place)).toMatchObject({ code: 1, noted: [expect.stringContaining('mlflow.db')] });
    expect(await readFile(file, 'utf8')).toBe('no database');
    await copyFile(mlflowStore, join(folder, 'old.db'));
    const database = new DatabaseSync(join(folder, 'old.db'));
    database.exec("UPDATE alembic_version SET version_num = 'cafe'");
    database.close();
    for (const more of [[], ['--dry-run']]) {
      expect(
        await runCommand('import', [place, '--backend-store-uri', join(folder, 'old.db'), ...more]),
      ).toMatchObject({
        code: 1,
        printed: [],
        noted: [expect.stringContaining('its schema is cafe')],
      });
    }
  });

  it('ends when it is interrupted, and what is imported is whole', async () => {
    const { file, all, records } = await importing();
    const place = await records({}, { id: 'second' }, { id: 'third' });
    const stop = new AbortController();
    // The command asks the time once, and once for each run: it is stopped as the second begins.
    let asked = 0;
    const now = (): number => {
      asked++;
      if (asked === 3) stop.abort();
      return Date.now();
    };
    const args = [place, '--backend-store-uri', file];
    const { code, noted } = await runCommand('import', args, {}, stop.signal, now);
    expect(code).toBe(130);
    expect(noted).toContainEqual('modelfolio-experiments: 1 run imported before the end, each whole');
    expect(noted).toContainEqual(expect.stringContaining('interrupted'));
    expect(all('SELECT COUNT(*) FROM runs')).toEqual([1]);
  });
});
