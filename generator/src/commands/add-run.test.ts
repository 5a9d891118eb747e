import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelManifest, type RunRecord } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { inputFolder, modelfolio, temporaryProject, type Said } from '../../test/temporary-project.ts';

const cases = join(import.meta.dirname, '../../test/models');
const flags = [
  '--licence',
  'MIT',
  '--author',
  'Ada',
  '--contact',
  'here',
  '--data-licence',
  'CC0-1.0',
  '--data-source',
  'x',
];

/** What MLflow writes beside a model. */
function mlmodelText(columns: readonly { name: string; type: string }[], flavor = 'onnx'): string {
  const inputs = JSON.stringify(columns.map((column) => ({ ...column, required: true })));
  return `flavors:\n  ${flavor}:\n    data: model.onnx\nrun_id: abc\nsignature:\n  inputs: '${inputs}'\n  outputs: null\n`;
}

const columns = ['length', 'width', 'petal length', 'petal_width'].map((name) => ({ name, type: 'double' }));
const columnsForest = [...columns, { name: 'site', type: 'string' }];
const abcd = ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'double' }));

/** A project with an ingested run whose model lies in a store beside it. */
function withRun(name: string, mlmodel: string, path = 'artifacts/m-1/artifacts'): string {
  const root = temporaryProject();
  const template = JSON.parse(
    readFileSync(join(inputFolder, 'tiny/models/tiny/runs/tiny-linear.json'), 'utf8'),
  ) as RunRecord;
  const model = {
    modelId: 'm-1',
    path,
    step: null,
    name: null,
    status: 'READY',
    params: {},
    tags: {},
    metrics: [],
    registrations: [],
  };
  const run: RunRecord = {
    ...template,
    id: 'abc',
    name: 'forest',
    experiment: 'Flowers of the bog',
    models: [model],
    origin: { tracker: 'mlflow-sqlite', location: join(root, 'store/mlflow.db'), externalId: 'abc' },
  };
  mkdirSync(join(root, 'runs/flowers'), { recursive: true });
  writeFileSync(join(root, 'runs/flowers/abc.json'), JSON.stringify(run));
  const folder = join(root, 'store/artifacts/m-1/artifacts');
  cpSync(join(cases, name), folder, { recursive: true });
  renameSync(join(folder, 'data.csv'), join(root, 'rows.csv'));
  writeFileSync(join(folder, 'MLmodel'), mlmodel);
  writeFileSync(join(root, 'store/mlflow.db'), '');
  return root;
}

const addRun = (root: string, more: string[] = []): Promise<Said> =>
  modelfolio(root, ['add', '--run', 'forest', '--data', 'rows.csv', ...flags, ...more], { ask: null });

describe('modelfolio add --run', () => {
  it('takes the model that the run logged, its record, and the experiment for an id', async () => {
    const root = withRun('columns-forest', mlmodelText(columnsForest));
    expect(await addRun(root)).toMatchObject({ code: 0, err: [] });
    const home = join(root, 'models/flowers-of-the-bog');
    const manifest = modelManifest.parse(JSON.parse(readFileSync(join(home, 'manifest.json'), 'utf8')));
    expect(manifest).toMatchObject({ run: 'abc', evaluationSet: { labels: ['kind'] } });
    const record = JSON.parse(readFileSync(join(home, 'runs/abc.json'), 'utf8')) as RunRecord;
    expect(record).toMatchObject({ id: 'abc', name: 'forest' });
    expect(await modelfolio(root, ['ingest'])).toMatchObject({ code: 0, written: [] });
  });

  it('names the places of one tensor as MLflow does, in any order of the data', async () => {
    const root = withRun('logistic-zipmap', mlmodelText(abcd));
    const [head = '', ...lines] = readFileSync(join(root, 'rows.csv'), 'utf8').trim().split('\n');
    const turned = [head, ...lines].map((line) => line.split(',').toReversed().join(',')).join('\n');
    writeFileSync(join(root, 'rows.csv'), turned);
    expect(await addRun(root, ['--id', 'log'])).toMatchObject({ code: 0, err: [] });
    const text = readFileSync(join(root, 'models/log/manifest.json'), 'utf8');
    expect(modelManifest.parse(JSON.parse(text)).input).toMatchObject({
      columns: abcd.map(({ name }, index) => ({ name, index, input: 'X' })),
    });
  });

  it.each([
    [
      'another name',
      columnsForest.map((one) => (one.name === 'width' ? { ...one, name: 'depth' } : one)),
      /no input "depth"; MLmodel lists no "width"/,
    ],
    [
      'another type',
      columnsForest.map((one) => (one.name === 'site' ? { ...one, type: 'long' } : one)),
      /"site" is long in MLmodel, `site` string \[\?, 1\] in the graph/,
    ],
    ['fewer columns', columnsForest.slice(1), /MLmodel lists no "length"/],
  ])('names the difference where MLmodel has %s', async (_, listed, line) => {
    const root = withRun('columns-forest', mlmodelText(listed));
    const { code, err, written } = await addRun(root);
    expect({ code, written, lines: err.length }).toEqual({ code: 1, written: [], lines: 1 });
    expect(err[0]).toMatch(line);
  });

  it('counts the places of one tensor', async () => {
    const { err } = await addRun(withRun('logistic-zipmap', mlmodelText(abcd.slice(1))));
    expect(err).toEqual([
      expect.stringMatching(/MLmodel lists 3 columns, input `X` float32 \[\?, 4\] takes 4/),
    ]);
  });

  it('says how to convert a pickle', async () => {
    const root = withRun('columns-forest', mlmodelText(columnsForest, 'sklearn'));
    rmSync(join(root, 'store/artifacts/m-1/artifacts/model.onnx'));
    expect(await addRun(root)).toMatchObject({
      code: 1,
      written: [],
      err: [
        expect.stringMatching(
          /MLmodel: logged without ONNX, as sklearn \(convert it first, e\.g\. skl2onnx\.to_onnx/,
        ),
      ],
    });
  });

  it.each([['../../../../outside'], ['s3://bucket/models/m-1'], ['artifacts/gone']])(
    'says that a model at %s is out of reach',
    async (path) => {
      const root = withRun('columns-forest', mlmodelText(columnsForest), path);
      mkdirSync(join(root, '../outside'), { recursive: true });
      const { code, err, written } = await addRun(root);
      rmSync(join(root, '../outside'), { recursive: true });
      expect({ code, written, lines: err.length }).toEqual({ code: 1, written: [], lines: 1 });
      expect(err[0]).toMatch(
        /the model of run abc is not on this disk \(name its file: modelfolio add <model\.onnx> --run abc/,
      );
    },
  );

  it('does not follow MLmodel out of its folder', async () => {
    const out = withRun(
      'columns-forest',
      mlmodelText(columnsForest).replace('data: model.onnx', 'data: ../../model.onnx'),
    );
    expect((await addRun(out)).err).toEqual([
      expect.stringMatching(/"\.\.\/\.\.\/model\.onnx": not a path inside/),
    ]);
    const link = withRun('columns-forest', mlmodelText(columnsForest));
    const model = join(link, 'store/artifacts/m-1/artifacts/model.onnx');
    renameSync(model, join(link, 'elsewhere.onnx'));
    symlinkSync(join(link, 'elsewhere.onnx'), model);
    expect((await addRun(link)).err).toEqual([expect.stringMatching(/"model\.onnx": a link that leads out/)]);
  });

  it.each([
    ['flavors: [', /MLmodel: not YAML/],
    ['nothing: 1', /MLmodel: not an MLmodel file/],
    [
      "flavors:\n  onnx: {}\nsignature:\n  inputs: 'no JSON'\n",
      /MLmodel: the signature is not a list of columns in JSON/,
    ],
    [
      `a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nflavors: [*b, *b, *b, *b, *b, *b, *b, *b, *b]`,
      /MLmodel: not (?:YAML|an MLmodel file)/,
    ],
  ])('survives an MLmodel of %j', async (text, line) => {
    const { code, err } = await addRun(withRun('columns-forest', text));
    expect({ code, lines: err.length }).toEqual({ code: 1, lines: 1 });
    expect(err[0]).toMatch(line);
  });
});
