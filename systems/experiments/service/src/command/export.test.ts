import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { withoutSeal } from '@modelfolio/project/sealed-record';
import { differingFields } from '@modelfolio/runs/sources/mlflow/kept-in-tags';
import { ingestInto } from '@modelfolio/runs/testing/ingest-into';
import { storesFolder } from '@modelfolio/runs/testing/stores';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { bareRun } from '@modelfolio/schemas/bare-run';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../test/run-command.ts';

/** A store of MLflow with its artifacts, in a folder of its own, and a command that exports it. */
async function exporting() {
  const folder = await temporaryFolder();
  await cp(join(storesFolder, 'mlflow-sqlite'), join(folder, 'store'), { recursive: true });
  const file = join(folder, 'store/mlflow.db');
  const out = join(folder, 'out');
  return {
    folder,
    file,
    out,
    write: (...args: string[]) => runCommand('export', [file, '-o', out, ...args]),
  };
}

async function textsIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    await Promise.all(
      names.toSorted().map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
    ),
  );
}

/** Records by id, without the seal of the command that wrote them. */
async function recordsIn(folder: string): Promise<Record<string, RunRecord>> {
  const records = Object.values(await textsIn(folder)).map((text) => runRecord.parse(JSON.parse(text)));
  return Object.fromEntries(records.map((record) => [record.id, withoutSeal(record)]));
}

describe('export', () => {
  it('writes the records that ingest makes of the store, which ingest reads', async () => {
    const { folder, file, out, write } = await exporting();
    const { code, printed } = await write();
    expect({ code, printed }).toEqual({ code: 0, printed: [`${out}: 6 records written`] });
    expect(await readdir(out)).toContain('fa4ca3b8b2f3484ca2672d5d18723621.json');
    const roots = await Promise.all(
      [file, out].map(async (place) => {
        const root = await temporaryFolder();
        await mkdir(join(root, 'runs'));
        await ingestInto(root, [place]);
        return root;
      }),
    );
    const [direct = {}, indirect = {}] = await Promise.all(
      roots.map((root) => recordsIn(join(root, 'runs'))),
    );
    expect(Object.keys(direct)).toHaveLength(6);
    expect(indirect).toEqual(direct);
    expect(await recordsIn(out)).toEqual(direct);
    expect(await readdir(folder)).toEqual(['out', 'store']);
  });

  it('gives the same bytes again', async () => {
    const { folder, file, out, write } = await exporting();
    await write();
    await runCommand('export', [file, '-o', join(folder, 'again')]);
    expect(await textsIn(join(folder, 'again'))).toEqual(await textsIn(out));
  });

  it('gives back what was imported', async () => {
    const { folder, out } = await exporting();
    const places = ['dvc', 'tensorboard', 'mlflow-file-store'].map((name) => join(storesFolder, name));
    const store = join(folder, 'new.db');
    expect((await runCommand('import', [...places, '--backend-store-uri', store])).code).toBe(0);
    await runCommand('export', [store, '-o', out]);
    const root = await temporaryFolder();
    await mkdir(join(root, 'runs'));
    await ingestInto(root, places);
    const direct = Object.values(await recordsIn(join(root, 'runs')));
    const found = Object.values(await recordsIn(out));
    expect(found).toHaveLength(direct.length);
    for (const run of direct) {
      // An id that MLflow does not have becomes another one, and a tag.
      const own = found.find(({ origin }) => origin.externalId === run.origin.externalId);
      const tags = run.id.length === 32 ? run.tags : { ...run.tags, 'modelfolio.id': run.id };
      const expected = { ...run, id: own?.id, tags };
      expect({ ...own, histories: {} }).toEqual({ ...expected, histories: {} });
      // MLflow's folders have points twice; its databases keep them once.
      expect(differingFields(run, { ...own, tags: run.tags } as RunRecord)).toEqual([]);
    }
  });

  it('writes the runs that are meant', async () => {
    const { out, write } = await exporting();
    expect(
      (
        await write(
          '--experiment',
          'penguins',
          '--filter',
          "attributes.run_name = 'child' OR status = 'FAILED'",
        )
      ).printed,
    ).toEqual([`${out}: 2 records written`]);
    expect(Object.values(await recordsIn(out)).map(({ name }) => name)).toEqual(['child', 'child']);
  });

  it('takes out what nobody should publish, and tells it', async () => {
    const { file, out, write } = await exporting();
    const database = new DatabaseSync(file);
    database.exec(
      "INSERT INTO tags (key, value, run_uuid) VALUES ('contact', 'ada@example.org', 'fa4ca3b8b2f3484ca2672d5d18723621')",
    );
    database.close();
    const { noted, printed } = await write('--json');
    expect(noted.join('\n')).toMatch(/taken out: .*1 e-mail address/);
    expect(JSON.parse(printed.join('\n'))).toMatchObject({
      folder: out,
      taken: expect.arrayContaining([
        { kind: 'email', field: '/tags/contact', file: 'fa4ca3b8b2f3484ca2672d5d18723621.json' },
      ]),
    });
    expect(JSON.stringify(await textsIn(out))).not.toContain('ada@');
  });

  it('replaces a folder of records, and no other, with --overwrite', async () => {
    const { folder, out, write } = await exporting();
    await mkdir(out);
    expect((await write()).code).toBe(0);
    const { code, noted } = await write('--experiment', 'penguins');
    expect({ code, noted }).toEqual({
      code: 2,
      noted: [
        `modelfolio-experiments: ${out}: something is there (--overwrite replaces a folder of records)`,
      ],
    });
    expect(await readdir(out)).toHaveLength(6);
    expect((await write('--experiment', 'penguins', '--overwrite')).code).toBe(0);
    expect(await readdir(out)).toHaveLength(3);
    await writeFile(join(out, 'notes.txt'), 'mine');
    expect(await write('--overwrite')).toMatchObject({
      code: 2,
      noted: [expect.stringContaining('notes.txt: it is no run record')],
    });
    expect(await readFile(join(out, 'notes.txt'), 'utf8')).toBe('mine');
    expect((await readdir(folder)).toSorted()).toEqual(['out', 'store']);
  });

  it.each([
    [['--filter', 'metrics.loss >'], 2, '--filter'],
    [['--filter', 'metrics.loss > 1e9'], 1, 'none of its 6 runs'],
    [['--experiment', 'penguin'], 1, 'no experiment has the name or id "penguin"'],
    [['more.db'], 2, 'one store at a time, also given: more.db'],
  ])('refuses %j in one line, and writes nothing', async (args, expected, words) => {
    const { folder, write } = await exporting();
    const { code, printed, noted } = await write(...args);
    expect({ code, printed, noted }).toEqual({
      code: expected,
      printed: [],
      noted: [expect.stringContaining(words)],
    });
    expect(await readdir(folder)).toEqual(['store']);
  });

  it('writes nothing where a run cannot be read, and nothing when it is interrupted', async () => {
    const { folder, file, out, write } = await exporting();
    const { code, noted } = await runCommand('export', [file, '-o', out], {}, AbortSignal.abort());
    expect({ code, noted }).toEqual({ code: 130, noted: [expect.stringContaining('interrupted')] });
    const database = new DatabaseSync(file);
    database.exec(
      'UPDATE metrics SET step = 4611686018427387904 WHERE rowid = (SELECT MAX(rowid) FROM metrics)',
    );
    database.close();
    expect(await write()).toMatchObject({ code: 1, noted: [expect.stringContaining('below 2^53')] });
    expect(await readdir(folder)).toEqual(['store']);
  });

  it('needs a store with runs, and a folder to write', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'mlflow.db');
    expect(await runCommand('export', [file, '-o', join(folder, 'out')])).toMatchObject({
      code: 1,
      noted: [expect.stringContaining('there is no such file')],
    });
    expect(await runCommand('export', [file])).toMatchObject({
      code: 2,
      noted: [expect.stringContaining('--output is missing')],
    });
    await mkdir(join(folder, 'records'));
    const run = bareRun({
      id: 'a',
      experiment: 'penguins',
      name: 'a',
      origin: { tracker: 'x', location: null, externalId: null },
    });
    await writeFile(join(folder, 'records/a.json'), JSON.stringify(run));
    await runCommand('import', [join(folder, 'records'), '--backend-store-uri', file]);
    const database = new DatabaseSync(file);
    database.exec("UPDATE runs SET lifecycle_stage = 'deleted'");
    database.close();
    expect(await runCommand('export', [file, '-o', join(folder, 'out')])).toMatchObject({
      code: 1,
      noted: [expect.stringContaining('holds no runs')],
    });
    await writeFile(join(folder, 'out'), '');
    expect(await runCommand('export', [file, '-o', join(folder, 'out'), '--overwrite'])).toMatchObject({
      code: 2,
      noted: [expect.stringContaining('a file is there')],
    });
  });
});
