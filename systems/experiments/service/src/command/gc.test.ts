import { copyFile, mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { mlflowStore, runCommand } from '../../test/run-command.ts';

// As MLflow made them: one run deleted alone, one with its experiment, one with inputs and outputs, and its model.
const alone = 'b37640d2eab6465f98adf390083464a1';
const withExperiment = '57a19ab39e424376b71e85a138686cb9';
const active = 'fa4ca3b8b2f3484ca2672d5d18723621';
const model = 'm-f79f622cb11246a7a70508eab02f273e';
const deleteAll = `UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = 5 WHERE run_uuid = '${active}'`;

interface Tried {
  readonly folder: string;
  readonly file: string;
  readonly gc: (...args: string[]) => ReturnType<typeof runCommand>;
  readonly all: (sql: string) => unknown[];
}

/** A store of MLflow whose artifacts lie in a folder beside it. */
async function aStore(sql = ''): Promise<Tried> {
  const folder = await temporaryFolder();
  const file = join(folder, 'mlflow.db');
  await copyFile(mlflowStore, file);
  const database = new DatabaseSync(file);
  for (const [table, column] of [
    ['runs', 'artifact_uri'],
    ['logged_models', 'artifact_location'],
  ])
    database.exec(
      `UPDATE ${table} SET ${column} = REPLACE(${column}, '/elsewhere/artifacts', '${folder}/mlruns')`,
    );
  database.exec(sql);
  const uris = database
    .prepare('SELECT artifact_uri AS uri FROM runs UNION ALL SELECT artifact_location FROM logged_models')
    .all() as { uri: string }[];
  database.close();
  for (const { uri } of uris) {
    if (!uri.startsWith(folder)) continue;
    await mkdir(uri, { recursive: true });
    await writeFile(join(uri, 'model.txt'), 'weights');
  }
  return {
    folder,
    file,
    gc: (...args) =>
      runCommand('gc', [
        file,
        '--artifacts-destination',
        join(folder, 'mlartifacts'),
        '--artifacts-at',
        join(folder, 'mlruns'),
        ...args,
      ]),
    all: (query) => {
      const reading = new DatabaseSync(file, { readOnly: true });
      try {
        return reading
          .prepare(query)
          .all()
          .map((row) => Object.values(row)[0]);
      } finally {
        reading.close();
      }
    },
  };
}

const leftovers = (id: string): string =>
  ['metrics', 'latest_metrics', 'params', 'tags', 'runs']
    .map((table) => `SELECT '${table}' FROM ${table} WHERE run_uuid = '${id}'`)
    .join(' UNION ALL ');

describe('gc', () => {
  it('removes what is deleted, its artifacts too, and nothing else', async () => {
    const { folder, file, gc, all } = await aStore();
    const runsBefore = all('SELECT run_uuid FROM runs');
    const { code, printed } = await gc();
    expect({ code, printed }).toEqual({
      code: 0,
      printed: [
        `run ${alone} is removed`,
        `run ${withExperiment} is removed`,
        'experiment 3 is removed',
        '3 removed, 0 left',
      ],
    });
    expect(all('SELECT run_uuid FROM runs')).toEqual(
      runsBefore.filter((id) => id !== alone && id !== withExperiment),
    );
    expect(all(`${leftovers(alone)} UNION ALL ${leftovers(withExperiment)}`)).toEqual([]);
    expect(all('SELECT name FROM experiments WHERE experiment_id = 3')).toEqual([]);
    expect(await readdir(join(folder, 'mlruns/odd', alone))).toEqual([]);
    expect(existsSync(join(folder, `mlruns/penguins/${active}/artifacts/model.txt`))).toBe(true);
    expect((await runCommand('doctor', [file])).printed.join('\n')).not.toMatch(/without-run|foreign-key/);
    expect(existsSync(`${file}.artifacts.db`)).toBe(false);
  });

  it('removes inputs and outputs of a run, and what its models were measured at', async () => {
    const { gc, all } = await aStore(deleteAll);
    expect((await gc('--run-ids', active)).printed).toEqual([
      `run ${active} is removed`,
      '1 removed, 0 left',
    ]);
    expect(all(leftovers(active))).toEqual([]);
    expect(all('SELECT input_uuid FROM inputs UNION ALL SELECT input_uuid FROM input_tags')).toEqual([]);
    expect(all(`SELECT model_id FROM logged_model_metrics WHERE run_id = '${active}'`)).toEqual([]);
    expect(all(`SELECT model_id FROM logged_models WHERE model_id = '${model}'`)).toEqual([model]);
    // Only what was named.
    expect(all(`SELECT run_uuid FROM runs WHERE run_uuid = '${alone}'`)).toEqual([alone]);
  });

  it('removes logged models', async () => {
    const { folder, gc, all } = await aStore(
      `UPDATE logged_models SET lifecycle_stage = 'deleted' WHERE model_id = '${model}'`,
    );
    expect((await gc('--logged-model-ids', model)).code).toBe(0);
    for (const table of ['logged_models', 'logged_model_params', 'logged_model_tags', 'logged_model_metrics'])
      expect(all(`SELECT model_id FROM ${table} WHERE model_id = '${model}'`)).toEqual([]);
    expect(all(`SELECT input_uuid FROM inputs WHERE destination_id = '${model}'`)).toEqual([]);
    expect(existsSync(join(folder, `mlruns/penguins/models/${model}/artifacts`))).toBe(false);
  });

  it('only tells with --dry-run', async () => {
    const { folder, gc, all } = await aStore();
    const before = all('SELECT COUNT(*) FROM runs');
    expect(await gc('--dry-run')).toMatchObject({
      code: 0,
      printed: [
        `run ${alone} would be removed`,
        `run ${withExperiment} would be removed`,
        'experiment 3 would be removed',
        '3 would be removed, 0 left',
      ],
    });
    expect(all('SELECT COUNT(*) FROM runs')).toEqual(before);
    expect(existsSync(join(folder, `mlruns/odd/${alone}/artifacts/model.txt`))).toBe(true);
  });

  it('removes uploads that were cut off, where no ids are given and artifacts are not kept', async () => {
    const { folder, gc } = await aStore();
    const file = join(folder, 'mlruns/penguins/.artifact.uploading.abc');
    await writeFile(file, 'half');
    await utimes(file, 1, 1);
    expect((await gc('--run-ids', alone)).printed.at(-1)).toBe('1 removed, 0 left');
    expect((await gc('--keep-artifacts')).printed.at(-1)).toBe('2 removed, 0 left');
    expect(await gc('--dry-run')).toMatchObject({
      code: 0,
      printed: [`unfinished upload ${file} would be removed`, '1 would be removed, 0 left'],
    });
    expect(existsSync(file)).toBe(true);
    expect((await gc()).printed).toEqual([`unfinished upload ${file} is removed`, '1 removed, 0 left']);
    expect(existsSync(file)).toBe(false);
  });

  it('leaves what was deleted lately', async () => {
    const lately = Date.now() - 3_600_000;
    const { gc, all } = await aStore(
      `UPDATE runs SET deleted_time = ${lately} WHERE run_uuid = '${withExperiment}'; UPDATE runs SET deleted_time = 5 WHERE run_uuid = '${alone}'; UPDATE experiments SET last_update_time = 5`,
    );
    expect((await gc('--older-than', '30d')).printed).toEqual([
      `run ${alone} is removed`,
      '1 removed, 0 left',
    ]);
    expect(all('SELECT experiment_id FROM experiments WHERE experiment_id = 3')).toEqual([3]);
    expect(await gc('--older-than', '2h', '--run-ids', withExperiment)).toMatchObject({
      code: 1,
      noted: [`modelfolio-experiments: run ${withExperiment} has not been deleted for as long`],
    });
    expect((await gc('--older-than', '30m')).printed.at(-1)).toBe('2 removed, 0 left');
  });

  it('leaves an experiment in which a run was restored', async () => {
    const { gc, all } = await aStore(
      `UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE run_uuid = '${withExperiment}'`,
    );
    expect((await gc()).printed).toEqual([`run ${alone} is removed`, '1 removed, 0 left']);
    expect(all('SELECT experiment_id FROM experiments WHERE experiment_id = 3')).toEqual([3]);
    const { code, noted } = await gc('--experiment-ids', '3');
    expect(code).toBe(1);
    expect(noted).toEqual([
      expect.stringContaining(`experiment 3 holds run ${withExperiment}, which is not deleted`),
    ]);
  });

  it.each([
    ['outside', '/elsewhere/0/artifacts', 'lies outside of the places'],
    ['unknown', 'ftp://host/artifacts', 'does not connect'],
  ])('leaves what has its artifacts %s', async (_, uri, words) => {
    const { gc, all } = await aStore(
      `UPDATE runs SET artifact_uri = '${uri}' WHERE lifecycle_stage = 'deleted'`,
    );
    const { code, printed } = await gc();
    expect(code).toBe(1);
    expect(printed[0]).toContain(`run ${alone} is left: `);
    expect(printed[0]).toContain(words);
    expect(printed.slice(2)).toEqual(['experiment 3 is left: something in it was left', '0 removed, 3 left']);
    expect(all(`SELECT run_uuid FROM runs WHERE run_uuid = '${alone}'`)).toEqual([alone]);
    expect((await gc('--keep-artifacts')).printed.at(-1)).toBe('3 removed, 0 left');
  });

  it('removes no folder that others share', async () => {
    const { folder, gc } = await aStore();
    const database = new DatabaseSync(join(folder, 'mlflow.db'));
    database.exec(`UPDATE runs SET artifact_uri = '${folder}/mlruns/penguins' WHERE run_uuid = '${alone}'`);
    database.close();
    expect((await gc('--run-ids', alone)).printed[0]).toMatch(
      /is left: its artifacts at .* may be those of others, too$/,
    );
    expect(existsSync(join(folder, `mlruns/penguins/${active}/artifacts/model.txt`))).toBe(true);
  });

  it.each([
    [['--older-than', 'soon'], 2, '--older-than: expected an age'],
    [['--older-than', ''], 2, '--older-than: expected an age'],
    [['--run-ids', 'a,,b'], 2, '--run-ids: expected ids'],
    [['--run-ids', 'nobody'], 1, 'there is no run nobody'],
    [['--run-ids', active], 1, `run ${active} is not deleted`],
    [['--experiment-ids', '1'], 1, 'experiment 1 is not deleted'],
    [['--experiment-ids', 'x'], 1, 'there is no experiment x'],
    [['--logged-model-ids', model], 1, `logged model ${model} is not deleted`],
  ])('refuses %j in one line', async (args, expected, words) => {
    const { gc, all } = await aStore();
    const { code, printed, noted } = await gc(...args);
    expect({ code, printed, noted }).toEqual({
      code: expected,
      printed: [],
      noted: [expect.stringContaining(words)],
    });
    expect(all(`SELECT run_uuid FROM runs WHERE run_uuid = '${alone}'`)).toEqual([alone]);
  });

  it('writes to no store of another version', async () => {
    const { gc } = await aStore("UPDATE alembic_version SET version_num = 'cafe'");
    expect(await gc()).toMatchObject({ code: 1, noted: [expect.stringContaining('its schema is cafe')] });
  });
});
