import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { feedsOf, predictionsOf, readTable } from '@modelfolio/inference';
import { modelExamples, modelManifest, type ModelManifest } from '@modelfolio/schemas';
import onnxProto from 'onnx-proto';
import { beforeAll, describe, expect, it } from 'vitest';
import { DataType, modelOf, node, tensorValue } from '@modelfolio/onnx/testing/graphs';
import { inputFolder, modelfolio, temporaryProject, type Said } from '../../test/temporary-project.ts';
import type { Effects } from '../effects.ts';
import { openSession } from '@modelfolio/inference/node/open-session';

const cases = join(import.meta.dirname, '../../test/models');
const person = ['--licence', 'MIT', '--author', 'Ada <https://example.org/>', '--contact', 'ada@example.org'];
const rows = ['--data-licence', 'CC0-1.0', '--data-source', 'made up'];
const silent: Partial<Effects> = { ask: null };

interface Expected {
  flags: Record<string, string>;
  classes?: string[];
  probabilities?: number[][];
  values?: number[][];
}

const expectedOf = (name: string): Expected =>
  JSON.parse(readFileSync(join(cases, name, 'expected.json'), 'utf8')) as Expected;

const flagsOf = (name: string): string[] =>
  Object.entries(expectedOf(name).flags).flatMap(([flag, value]) => [`--${flag}`, value]);

/** A project without models. */
function emptyProject(): string {
  const root = temporaryProject();
  mkdirSync(join(root, 'models'));
  return root;
}

/** Adds a case as a person would, with more flags or others. */
function addCase(root: string, name: string, more: string[] = [], effects = silent): Promise<Said> {
  const data = join(cases, name, 'data.csv');
  const args = [join(cases, name, 'model.onnx'), '--id', name, '--data', data, ...flagsOf(name)];
  return modelfolio(root, ['add', ...args, ...person, ...rows, ...more], effects);
}

const manifestOf = (root: string, id: string): ModelManifest =>
  modelManifest.parse(JSON.parse(readFileSync(join(root, 'models', id, 'manifest.json'), 'utf8')));

const taken = readdirSync(cases).filter((name) => expectedOf(name).probabilities ?? expectedOf(name).values);

describe('modelfolio add', () => {
  it.each(taken)('%s predicts what the original library does', async (name) => {
    const root = emptyProject();
    expect(await addCase(root, name)).toMatchObject({ code: 0, err: [] });
    const manifest = manifestOf(root, name);
    const folder = join(root, 'models', name);
    const table = await readTable(readFileSync(join(folder, 'evaluation/data.csv')), 'data.csv');
    const model = await openSession(readFileSync(join(folder, 'model.onnx')));
    const predictions = predictionsOf(manifest.output, await model.run(feedsOf(manifest, table)), table.rows);
    await model.close();
    const { classes, probabilities, values } = expectedOf(name);
    expect(manifest.output.classes ?? undefined).toEqual(classes);
    const wanted = (probabilities ?? values ?? []).flat();
    const found =
      predictions.kind === 'classes'
        ? [...predictions.probabilities]
        : wanted.map((_, index) => {
            const { values: columns } = predictions;
            return columns[index % columns.length]?.[Math.floor(index / columns.length)];
          });
    expect(found).toHaveLength(wanted.length);
    // Weights and thresholds are float32: relative to the size of the value.
    for (const [index, value] of wanted.entries())
      expect(Math.abs((found[index] ?? NaN) - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
  });

  it('describes columns from graph and data', async () => {
    const root = emptyProject();
    const { out } = await addCase(root, 'columns-forest');
    expect(out).toEqual([
      expect.stringMatching(
        /^columns-forest: 5 columns → 3 classes \(<b>viridis<\/b>, alba, rubra\); onnx [\d,]+ bytes; 60 evaluation rows; no run$/,
      ),
      'columns-forest: ZipMap cut off: output output_probability (sequence of maps) became probabilities (tensor [N, classes])',
      'Write models/columns-forest/card.yaml, then: modelfolio evaluate columns-forest, modelfolio build columns-forest',
    ]);
    const { input, output, evaluationSet, formats } = manifestOf(root, 'columns-forest');
    if (input.kind !== 'tabular') throw new Error(input.kind);
    const nulls = { index: null, label: null, description: null, unit: null };
    const [length, width] = input.columns;
    expect(length).toMatchObject({
      ...nulls,
      input: 'length',
      name: 'length',
      type: 'float32',
      step: 0.1,
      missing: false,
    });
    expect(width).toMatchObject({ name: 'width', missing: true });
    // The converter wrote petal_length for a column with a space in its name.
    expect(input.columns[2]).toMatchObject({ input: 'petal_length', name: 'petal length' });
    expect(input.columns[4]).toMatchObject({ type: 'string', range: null, step: null });
    expect(input.columns[4]?.categories?.toSorted()).toEqual(['bog', 'heath', 'sea, shore']);
    expect(output).toMatchObject({
      task: 'multiclass-classification',
      probabilities: 'probabilities',
      prediction: 'output_label',
      activation: 'none',
      positive: null,
      targets: null,
    });
    expect(evaluationSet).toMatchObject({ rows: 60, labels: ['kind'], slices: ['site'] });
    expect(formats[0]?.changes).toHaveLength(1);
  });

  it('takes types without NaN, an input each, and names targets with units', async () => {
    const root = emptyProject();
    await addCase(root, 'bool-and-int64');
    const { input, output } = manifestOf(root, 'bool-and-int64');
    expect(input).toMatchObject({
      columns: [
        { name: 'age', type: 'int64', step: 1 },
        { name: 'member', type: 'bool', range: null, categories: null },
        { name: 'rate', type: 'float64', step: 0.001 },
      ],
    });
    expect(output).toMatchObject({
      task: 'regression',
      targets: [{ name: 'price', output: 'price', index: 0, unit: 'EUR' }],
    });
  });

  it('makes examples that its own manifest knows by hash, and finds them stale when they change', async () => {
    const root = emptyProject();
    await addCase(root, 'logistic-zipmap');
    const path = join(root, 'models/logistic-zipmap/examples.json');
    const examples = modelExamples.parse(JSON.parse(readFileSync(path, 'utf8')));
    expect(examples).toMatchObject({ columns: ['a', 'b', 'c', 'd'], labels: ['species'] });
    expect(examples.rows).toHaveLength(60);
    expect(
      examples.rows.every(({ label }) => ['setosa', 'versicolor', 'virginica'].includes(String(label[0]))),
    ).toBe(true);
    expect(await modelfolio(root, ['ingest'])).toMatchObject({ code: 0, written: [] });
    writeFileSync(path, '{}');
    const { out } = await modelfolio(root, ['check', '--no-reevaluate']);
    expect(out).toContainEqual(
      'models/logistic-zipmap/examples.json: is not what the evaluation set gives [manifest-stale] (run modelfolio ingest)',
    );
  });

  it('reads the same manifest again from what it wrote', async () => {
    const root = emptyProject();
    for (const name of taken) await addCase(root, name);
    expect(await modelfolio(root, ['ingest'])).toMatchObject({ code: 0, written: [] });
  });

  it('lists all that is missing at once, and writes nothing', async () => {
    const root = emptyProject();
    const { code, err, written } = await modelfolio(
      root,
      ['add', join(cases, 'sigmoid-logits/model.onnx'), '--data', join(cases, 'sigmoid-logits/data.csv')],
      silent,
    );
    expect({ code, written, models: readdirSync(join(root, 'models')) }).toEqual({
      code: 1,
      written: [],
      models: [],
    });
    expect(err).toHaveLength(1);
    for (const flag of ['label', 'data-licence', 'data-source', 'licence', 'author', 'contact'])
      expect(err[0]).toContain(`--${flag} (`);
  });

  it('asks for what is missing on a terminal', async () => {
    const root = emptyProject();
    const answers: Record<string, string> = {
      title: 'Large or not',
      licence: 'MIT',
      authors: 'Ada, Bob',
      'where to ask': 'here',
      'licence of the data': 'CC0-1.0',
      'where the data': 'made up',
      'class names': 'no,yes',
      'column that holds': 'large',
    };
    const asked: string[] = [];
    const ask: Effects['ask'] = ({ label, suggestion }) => {
      asked.push(label);
      const known = Object.entries(answers).find(([words]) => label.startsWith(words));
      return Promise.resolve(known?.[1] ?? suggestion ?? '');
    };
    const data = ['--data', join(cases, 'sigmoid-logits/data.csv')];
    const said = await modelfolio(root, ['add', join(cases, 'sigmoid-logits/model.onnx'), ...data], { ask });
    expect(said).toMatchObject({ code: 0, err: [] });
    // Without --activation the trial tells that these are no probabilities.
    expect(asked.at(-1)).toMatch(/^the outputs are no probabilities/);
    const { output } = manifestOf(root, 'sigmoid-logits');
    expect(output).toMatchObject({ activation: 'sigmoid', classes: ['no', 'yes'], positive: 1 });
    const card = readFileSync(join(root, 'models/sigmoid-logits/card.yaml'), 'utf8');
    expect(card).toContain('title: Large or not');
    expect(card).toContain('  - name: Bob');
  });

  it('finds logits that nobody named, and says what to do', async () => {
    const root = emptyProject();
    const args = [join(cases, 'sigmoid-logits/model.onnx'), '--data', join(cases, 'sigmoid-logits/data.csv')];
    const flags = ['--label', 'large', '--classes', 'no,yes', ...person, ...rows];
    expect(await modelfolio(root, ['add', ...args, ...flags], silent)).toMatchObject({
      code: 1,
      written: [],
      err: [
        expect.stringMatching(
          /no probabilities: .*\(where they are logits of one class a row.*say --activation sigmoid/,
        ),
      ],
    });
  });

  it('keeps prose and comments with --force, and refuses without', async () => {
    const root = emptyProject();
    await addCase(root, 'string-classes');
    const path = join(root, 'models/string-classes/card.yaml');
    const prose = readFileSync(path, 'utf8').replace('factors: ""', 'factors: Light.  # keep me');
    writeFileSync(path, prose);
    expect(await addCase(root, 'string-classes', ['--version', '2.0.0'])).toMatchObject({
      code: 1,
      written: [],
      err: [expect.stringMatching(/there is a model of this id already/)],
    });
    const forced = await addCase(root, 'string-classes', ['--version', '2.0.0', '--force']);
    expect(forced).toMatchObject({ code: 0, err: [] });
    const after = readFileSync(path, 'utf8');
    expect(after).toContain('factors: Light. # keep me');
    expect(after).toContain('version: 2.0.0');
    expect(manifestOf(root, 'string-classes').version).toBe('2.0.0');
  });

  it('leaves nothing behind when the disk refuses', async () => {
    const root = emptyProject();
    const moveFile = (): Promise<void> =>
      Promise.reject(
        Object.assign(new Error('EACCES: no'), { code: 'EACCES', syscall: 'rename', path: 'x' }),
      );
    expect(await addCase(root, 'fixed-batch', [], { ask: null, moveFile })).toMatchObject({ code: 1 });
    expect(readdirSync(join(root, 'models'))).toEqual([]);
  });

  it('takes images with their shards', async () => {
    const root = emptyProject();
    const tiny = join(inputFolder, 'tiny/models/tiny');
    const data = ['--data', join(tiny, 'evaluation'), '--classes', 'top,bottom,left'];
    const args = ['add', join(tiny, 'model.onnx'), '--id', 'tiny', ...data, ...person, ...rows];
    expect(await modelfolio(root, args, silent)).toMatchObject({
      code: 1,
      err: [expect.stringMatching(/still to be said: --polarity \(light-on-dark as in MNIST/)],
    });
    expect(await modelfolio(root, [...args, '--polarity', 'light-on-dark'], silent)).toMatchObject({
      code: 0,
      err: [],
    });
    expect(manifestOf(root, 'tiny')).toMatchObject({
      input: { kind: 'image', height: 2, width: 2, channels: 1, polarity: 'light-on-dark' },
      evaluationSet: { format: 'idx-gz', rows: 60 },
      examples: null,
    });
  });

  it('adds a model without rows: nothing is claimed', async () => {
    const root = emptyProject();
    const said = await modelfolio(
      root,
      ['add', join(cases, 'string-classes/model.onnx'), '--id', 'bare', ...person],
      silent,
    );
    expect(said).toMatchObject({ code: 0, err: [] });
    expect(said.out[0]).toContain('no evaluation rows: nothing will be claimed');
    expect(manifestOf(root, 'bare')).toMatchObject({ evaluationSet: null, examples: null });
  });
});

describe('modelfolio add, bad input', () => {
  let tiny: Uint8Array;
  beforeAll(() => {
    tiny = readFileSync(join(cases, 'external-data/model.onnx'));
  });

  it.each([
    ['custom-operator', /the browser's runtime lacks com\.example\.Secret/],
    ['fixed-inside', /the batch is fixed inside the graph/],
  ])('refuses %s', async (name, line) => {
    const root = emptyProject();
    const { code, err, written } = await addCase(root, name);
    expect({ code, written }).toEqual({ code: 1, written: [] });
    expect(err.join('\n')).toMatch(line);
    expect(readdirSync(join(root, 'models'))).toEqual([]);
  });

  it.each([
    [['--id', '../../evil'], /--id "\.\.\/\.\.\/evil": expected lower-case letters/],
    [['--label', 'nothing'], /no column "nothing" for the label/],
    [['--classes', 'a,b'], /knows 3 classes, signature\.classes lists 2|there are 2 classes/],
    [['--classes', 'a,b,a'], /lists "a" twice/],
    [['--classes', Array.from({ length: 5000 }, (_, index) => `c${index}`).join(',')], /lists 5000/],
    [['--slices', 'nothing'], /--slices: the data has no column "nothing"/],
    [
      ['--input-kind', 'sound'],
      /--input-kind: expected one of image, tabular, tensor, text, received "sound"/,
    ],
    [['--activation', 'softmax', '--classes', '["x, y"'], /begins like a JSON array/],
    [['--columns', 'a,b,c'], /the model takes 4 columns, signature\.input\.names lists 3/],
    [['--columns', 'a,b,c,e'], /no column "e"/],
    [['--data-name', '<script>'], /--data-name "<script>": expected/],
    [['--task', 'dreaming'], /--task: expected one of .+, received "dreaming"/],
  ])('answers %j with one line', async (flags, line) => {
    const root = emptyProject();
    const { code, err, written } = await addCase(root, 'logistic-zipmap', flags);
    expect({ written, lines: err.length }).toEqual({ written: [], lines: 1 });
    expect(code).toBeGreaterThan(0);
    expect(err[0]).toMatch(line);
    expect(readdirSync(join(root, 'models'))).toEqual([]);
  });

  it.each([
    ['a,b,c,d,a,species\n1,2,3,4,5,0\n', /two columns are named "a"/],
    ['a,b,c,d,species\n1,2,x,4,0\n', /line 2, column c: "x", expected a number/],
    ['a,b,c,d,species\n1,2,3,4,9\n', /line 2, column species: class "9" is not one of the model's/],
    ['a,b,c,d,species\n1,2,3,4,\n', /line 2, column species: no label/],
    ['a,b,c,species\n1,2,3,0\n', /the model takes 4 columns, the data has 3 without the labels/],
    ['a,b,c,d,species\n', /has no rows/],
    ['', /empty/],
  ])('says what is wrong with the rows %j', async (text, line) => {
    const root = emptyProject();
    writeFileSync(join(root, 'rows.csv'), text);
    const { code, err, written } = await addCase(root, 'logistic-zipmap', ['--data', join(root, 'rows.csv')]);
    expect({ code, written, lines: err.length }).toEqual({ code: 1, written: [], lines: 1 });
    expect(err[0]).toMatch(line);
  });

  it.each([['../weights.bin'], ['/etc/passwd'], ['C:\\weights.bin'], ['missing.bin']])(
    'takes no weights from %s',
    async (location) => {
      const root = emptyProject();
      writeFileSync(join(root, 'weights.bin'), new Uint8Array(20));
      const model = onnxProto.onnx.ModelProto.decode(tiny);
      for (const { externalData } of model.graph?.initializer ?? [])
        for (const entry of externalData ?? []) if (entry.key === 'location') entry.value = location;
      mkdirSync(join(root, 'in'));
      writeFileSync(join(root, 'in/model.onnx'), onnxProto.onnx.ModelProto.encode(model).finish());
      const { code, err, written } = await modelfolio(
        root,
        ['add', 'in/model.onnx', '--id', 'x', ...person],
        silent,
      );
      expect({ code, written, lines: err.length }).toEqual({ code: 1, written: [], lines: 1 });
      expect(err[0]).toMatch(/in\/model\.onnx: weights in ".*": (?:not a path inside|not there)/);
    },
  );

  it('takes no weights through a link', async () => {
    const root = emptyProject();
    writeFileSync(join(root, 'secret'), new Uint8Array(20));
    mkdirSync(join(root, 'in'));
    writeFileSync(join(root, 'in/model.onnx'), tiny);
    symlinkSync(join(root, 'secret'), join(root, 'in/weights.bin'));
    const { err } = await modelfolio(root, ['add', 'in/model.onnx', '--id', 'x', ...person], silent);
    expect(err).toEqual([expect.stringMatching(/weights in "weights\.bin": a link/)]);
  });

  it.each([
    ['model.pkl', /neither an \.onnx file .*skl2onnx\.to_onnx/],
    ['model.onnx', /not an ONNX model, or damaged/],
    ['model.json', /not JSON/],
  ])('says what to do with a %s of noise', async (name, line) => {
    const root = emptyProject();
    writeFileSync(join(root, name), 'noise');
    const { code, err, written } = await modelfolio(root, ['add', name, '--id', 'x', ...person], silent);
    expect({ code, written, lines: err.length }).toEqual({ code: 1, written: [], lines: 1 });
    expect(err[0]).toMatch(line);
  });

  it('says which model is wanted', async () => {
    const root = emptyProject();
    expect(await modelfolio(root, ['add'], silent)).toMatchObject({
      code: 2,
      err: [expect.stringMatching(/which model\?/)],
    });
    expect(await modelfolio(root, ['add', '--run', 'nobody'], silent)).toMatchObject({
      code: 1,
      err: [expect.stringMatching(/no ingested run has the id or name "nobody"/)],
    });
    expect(await modelfolio(root, ['add', 'a', 'b'], silent)).toMatchObject({ code: 2 });
  });
});

describe('modelfolio add of an exported feature pipeline', () => {
  const { DOUBLE } = DataType;
  const features = modelOf(
    {
      node: [node('Identity', ['age'], ['features'])],
      input: [tensorValue('age', DOUBLE, ['N', 1])],
      output: [tensorValue('features', DOUBLE, ['N', 1])],
    },
    { metadataProps: [{ key: 'modelfolio.features', value: '["scaled__age"]' }] },
  );

  it('takes the names of what comes out from the graph, and finds them among the columns', async () => {
    const root = emptyProject();
    writeFileSync(join(root, 'features.onnx'), features);
    writeFileSync(join(root, 'rows.csv'), 'age,job,scaled__age\n3,cook,3\n5,smith,5\n');
    const args = ['features.onnx', '--id', 'features', '--data', 'rows.csv', ...person, ...rows];
    const said = await modelfolio(root, ['add', ...args], silent);
    expect(said).toMatchObject({ code: 0, err: [] });
    expect(said.out[0]).toMatch(/^features: 1 column → scaled__age; /);
    const { output, evaluationSet } = manifestOf(root, 'features');
    expect(output).toMatchObject({ task: 'regression', targets: [{ name: 'scaled__age', index: 0 }] });
    expect(evaluationSet).toMatchObject({ labels: ['scaled__age'] });
  });

  it('asks for the truth where the data lack the features', async () => {
    const root = emptyProject();
    writeFileSync(join(root, 'features.onnx'), features);
    writeFileSync(join(root, 'rows.csv'), 'age,job,score\n3,cook,3\n');
    const args = ['features.onnx', '--id', 'features', '--data', 'rows.csv', ...person, ...rows];
    const { code, err } = await modelfolio(root, ['add', ...args], silent);
    expect(code).toBe(1);
    expect(err.join()).toContain('--label (column that holds the truth, of job, score)');
  });
});
