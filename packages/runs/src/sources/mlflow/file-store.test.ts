import { appendFileSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import type { RunRecord } from '@modelfolio/schemas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderOf, readOrRefusal, readStore, refusalOf } from '../../../test/read-store.ts';
import { testRunSource } from '../../../test/source-contract.ts';
import { storesFolder } from '../../../test/stores.ts';
import { mlflowFileStoreSource } from './file-store.ts';

/** Written by MLflow 3.17.2: interop/make_mlflow_stores.py. */
const store = join(storesFolder, 'mlflow-file-store');

const copyOfStore = (): string => temporaryFolder(store);

const read = (location: string, notes?: string[]): Promise<RunRecord[]> =>
  readStore(mlflowFileStoreSource, location, { notes });

/** Paths under a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function fileOf(location: string, end: string, holding = ''): string {
  const found = filesIn(location).find(
    (path) => path.endsWith(end) && !path.includes('.trash') && readFileSync(path, 'utf8').includes(holding),
  );
  if (found === undefined) throw new Error(`no file ends in ${end}`);
  return found;
}

const parentOf = (location: string): string => dirname(fileOf(location, '/meta.yaml', 'run_name: parent'));

testRunSource(mlflowFileStoreSource, {
  good: () => {
    const ids = filesIn(join(store, 'mlruns'))
      .filter((path) => /mlruns\/\d+\/[0-9a-f]{32}\/meta\.yaml$/.test(path))
      .filter((path) => !readFileSync(path, 'utf8').includes('lifecycle_stage: deleted'))
      .toSorted()
      .map((path) => path.split('/').at(-2) ?? '');
    return { location: store, ids };
  },
  damaged: () => {
    const location = copyOfStore();
    appendFileSync(fileOf(location, 'metrics/loss', '1760000000000'), '1760000000011 fast 11\n');
    return { location, names: /metrics\/loss: line \d+: expected a number, received "fast"/ };
  },
  foreign: () => folderOf({ 'mlruns/notes/meta.yaml': 'name: something else' }),
});

describe('an mlruns folder', () => {
  it('is read with parents, data sets, logged models, registrations, histories and artefacts', async () => {
    const runs = await read(store);
    const parent = runs.find(({ name }) => name === 'parent');
    expect(parent).toMatchObject({
      experiment: 'penguins',
      status: 'finished',
      params: { optimizer: 'adam', 'model/depth': '3' },
      metrics: {
        accuracy: { value: 0.9, step: 3 },
        odd: { value: 0.1, step: 3 },
        'ends/nan': { value: 'NaN', step: 5 },
        late: { value: 1, step: 0 },
      },
      source: {
        repository: 'https://example.org/x.git',
        commit: '0123456789abcdef0123456789abcdef01234567',
      },
      datasets: expect.arrayContaining([
        {
          name: 'penguins',
          digest: '80c927a0',
          role: 'train',
          source: 'https://example.org/penguins.csv',
          rows: 60,
        },
        expect.objectContaining({ name: 'grid', role: 'test', source: null, rows: 12 }),
      ]),
    });
    // MLflow itself wrote the first point twice, for the model too.
    expect(parent?.histories['odd']?.values).toEqual(['Infinity', 'Infinity', '-Infinity', 'NaN', 0.1]);
    expect(parent?.histories['late']?.steps).toEqual([-1, 0, 0]);
    expect(parent?.tags['note']).toContain("<script>alert('x')</script>");
    expect(JSON.stringify(parent)).not.toContain('secret');
    expect(parent?.artifacts.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['notes/readme.html', 13],
      ['report.json', 16],
    ]);
    expect(
      runs.filter(({ name, parentRunId }) => name === 'child' && parentRunId === parent?.id),
    ).toHaveLength(2);
    expect(
      runs
        .map(({ status }) => status)
        .toSorted()
        .join(),
    ).toBe('failed,finished,finished,finished,killed,running');
    const model = parent?.models.find(({ name }) => name === 'classifier');
    expect(model).toMatchObject({ status: 'READY', step: 0, params: { C: '1.0' } });
    expect(model?.path).toMatch(/^\d{18}\/models\/m-[0-9a-f]{32}\/artifacts$/);
    expect(model?.metrics).toContainEqual(
      expect.objectContaining({
        key: 'accuracy',
        value: 0.9,
        dataset: { name: 'penguins', digest: '80c927a0' },
      }),
    );
    expect(model?.registrations).toEqual([
      { name: 'old-style', version: '1', stage: 'Production', aliases: [] },
      { name: 'penguins', version: '1', stage: null, aliases: [] },
      { name: 'penguins', version: '2', stage: null, aliases: ['blue', 'champion'] },
    ]);
  });

  it('of an old MLflow is read: two fields a metric, a status left out, a run id that looks like a number', async () => {
    const run = 'mlruns/0/12345678e90123456789012345678901';
    const root = folderOf({
      'mlruns/0/meta.yaml': 'experiment_id: 0\nname: Default\nlifecycle_stage: active\n',
      [`${run}/meta.yaml`]: 'run_uuid: 12345678e90123456789012345678901\nname: no\nstart_time: 1\n',
      [`${run}/metrics/m`]: '5 1e-05\n6 inf\n',
    });
    expect(await read(root)).toMatchObject([
      {
        id: '12345678e90123456789012345678901',
        name: 'no',
        status: 'running',
        metrics: { m: { value: 'Infinity', step: 0, timestamp: 6 } },
        histories: { m: { steps: [0, 0], values: [1e-5, 'Infinity'] } },
      },
    ]);
  });

  it('gives nothing of what links lead out to', async () => {
    const location = copyOfStore();
    const outside = folderOf({ password: 'swordfish' });
    const run = parentOf(location);
    symlinkSync(join(outside, 'password'), join(run, 'params/stolen'));
    symlinkSync(outside, join(run, 'tags/stolen'));
    symlinkSync(join(outside, 'password'), join(run, 'artifacts/stolen'));
    symlinkSync('..', join(run, 'artifacts/circle'));
    symlinkSync('.', join(run, 'tags/circle'));
    symlinkSync('report.json', join(run, 'artifacts/within.json'));
    const notes: string[] = [];
    const parent = (await read(location, notes)).find(({ name }) => name === 'parent');
    expect(JSON.stringify(parent)).not.toContain('swordfish');
    expect(parent?.artifacts.map(({ path }) => path)).toEqual([
      'notes/readme.html',
      'report.json',
      'within.json',
    ]);
    expect(notes.join('\n')).toMatch(/params\/stolen: a link that leaves the store; left out/);
    expect(notes.join('\n')).toMatch(
      /artifacts\/stolen: a link that leaves the folder of artifacts; left out/,
    );
  });

  it.each([
    ['a YAML bomb', 'a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n', /meta\.yaml: 2:\d+: holds a YAML alias/],
    ['deep nesting', `a: ${'['.repeat(20_000)}`, /meta\.yaml: .*nested too deep/],
    ['no mapping', 'just text', /meta\.yaml: 1:1: expected a mapping/],
    ['a status of the future', 'status: 9\nstart_time: 1\n', /run [0-9a-f]{32}: status: .*received 9/],
    [
      'an impossible time',
      'start_time: 99999999999999999999\n',
      /start_time|startTime: expected milliseconds/,
    ],
  ])('with %s in it is refused in one line', async (_, text, message) => {
    const location = copyOfStore();
    writeFileSync(join(parentOf(location), 'meta.yaml'), text);
    expect((await refusalOf(mlflowFileStoreSource, location)).message).toMatch(message);
  });

  it('damaged anywhere is refused or read as it is', async () => {
    const location = copyOfStore();
    const files = filesIn(parentOf(location)).filter((path) => !path.includes('/artifacts/'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.uint8Array({ maxLength: 8 }),
        fc.nat(400),
        async (file, insert, at) => {
          const whole = readFileSync(file);
          writeFileSync(file, Buffer.concat([whole.subarray(0, at), insert]));
          await expect(readOrRefusal(mlflowFileStoreSource, location)).resolves.toBeDefined();
          writeFileSync(file, whole);
        },
      ),
      { numRuns: 40 },
    );
  });
});
