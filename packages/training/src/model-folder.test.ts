import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { sha256Of } from '@modelfolio/project';
import { sealState, withoutSeal } from '@modelfolio/project/sealed-record';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRecords, writeFiles, writeTrainingRecord } from './model-folder.ts';
import { trainingRecord } from './training-record.ts';

const record = trainingRecord({
  model: 'one',
  candidate: 'small',
  startedAt: 0,
  options: {},
  history: [{ epoch: 1, finishedAt: 1 }],
  best: 1,
  selectedBy: 'validation/loss',
  reported: 1,
  columns: {},
  params: {},
  metrics: {},
  datasets: [],
  artifacts: [],
  models: [],
  source: { commit: null, dirty: null },
  entryPoint: 'train.ts',
  environment: { runtime: null, packages: {}, lockfileSha256: null, hardware: null },
  command: 'train',
});
let folder = '';
beforeEach(async () => {
  folder = await temporaryFolder();
});

describe('a folder of records', () => {
  it('gives back what was written, in the order of the names, and nothing where nothing is', async () => {
    expect(await readRecords(folder)).toEqual([]);
    const earlier = { ...record, id: '19690101-small-000000' };
    await writeTrainingRecord(folder, record);
    await writeTrainingRecord(folder, earlier);
    await writeFile(join(folder, 'runs', 'notes.md'), '');
    expect((await readRecords(folder)).map(withoutSeal)).toEqual([earlier, record]);
    expect(await readFile(join(folder, 'runs', `${record.id}.json`), 'utf8')).toMatch(/^\{\n {2}"[^]*\}\n$/);
  });

  it('seals each record, and lists it with the digest of its file', async () => {
    const earlier = { ...record, id: '19690101-small-000000' };
    await writeTrainingRecord(folder, record);
    await writeTrainingRecord(folder, earlier);
    const texts = await Promise.all(
      [earlier, record].map(({ id }) => readFile(join(folder, 'runs', `${id}.json`), 'utf8')),
    );
    expect(texts.map((text) => sealState(JSON.parse(text)))).toEqual(['as written', 'as written']);
    expect(await readFile(join(folder, 'runs.sha256'), 'utf8')).toBe(
      texts.map((text, at) => `${sha256Of(text)}  runs/${[earlier, record][at]?.id}.json\n`).join(''),
    );
  });

  it('leaves a file alone that holds the same bytes already', async () => {
    const path = join(folder, 'deep', 'one.bin');
    const write = (bytes: Uint8Array): Promise<void> => writeFiles(folder, [{ name: 'deep/one.bin', bytes }]);
    await write(Uint8Array.of(1, 2));
    const { ino } = await stat(path);
    await write(Uint8Array.of(1, 2));
    expect((await stat(path)).ino).toBe(ino);
    await write(Uint8Array.of(1, 3));
    expect([...(await readFile(path))]).toEqual([1, 3]);
    expect(await readdir(join(folder, 'deep'))).toEqual(['one.bin']);
  });

  it.each([
    ['{', /runs\/x\.json: not JSON \(restore or remove the file\)$/],
    ['{"schemaVersion": 1}', /runs\/x\.json: \/id: .*\(restore or remove the file\)$/],
  ])('names a record that is damaged: %s', async (text, message) => {
    await mkdir(join(folder, 'runs'));
    await writeFile(join(folder, 'runs', 'x.json'), text);
    const error: unknown = await readRecords(folder).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'runs-damaged', message: expect.stringMatching(message) });
  });
});
