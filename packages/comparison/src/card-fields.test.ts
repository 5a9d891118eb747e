import { modelCard, type ModelCard } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import penguins from '../../../content/models/palmer-penguins.json' with { type: 'json' };
import { codeOf, dataOf, environmentOf, modelOf, paramsOf } from './card-fields.ts';

const card = (change: (card: ModelCard) => void = () => {}): ModelCard => {
  const copy = modelCard.parse(structuredClone(penguins));
  change(copy);
  return copy;
};
const withoutTraining = card((copy) => (copy.training = null));

test('params are text, unknown ones unknown', () => {
  const params = paramsOf(
    card(({ training }) => {
      if (training) training.params = { depth: 3, seed: '1', shuffle: false, note: null };
    }),
  );
  expect(params).toEqual({ depth: '3', seed: '1', shuffle: 'false', note: null });
  expect(paramsOf(withoutTraining)).toEqual({});
});

test('the data of evaluation and training, each fact by its name', () => {
  const found = dataOf(
    card(({ manifest: { evaluationSet }, sections }) => {
      if (evaluationSet)
        Object.assign(evaluationSet, {
          name: 'penguins',
          split: 'test',
          rows: 104,
          digest: 'd1',
          licence: 'CC0-1.0',
          source: 'Palmer Station',
        });
      sections.trainingData.facts = [
        { ...penguins.sections.trainingData.facts[0], name: 'Rows', value: '229' } as never,
      ];
    }),
  );
  expect(found).toEqual({
    'evaluation: data set': 'penguins, test',
    'evaluation: rows': '104',
    'evaluation: digest': 'sha256:d1',
    'evaluation: licence': 'CC0-1.0',
    'evaluation: source': 'Palmer Station',
    Rows: '229',
  });
  const without = card(({ manifest, sections }) => {
    manifest.evaluationSet = null;
    sections.trainingData.facts = [];
  });
  expect(dataOf(without)).toEqual({});
});

test.each([
  [true, 'yes'],
  [false, 'no'],
  [null, null],
])('the code, with local changes %s', (dirty, shown) => {
  const found = codeOf(
    card(({ training }) => {
      if (!training) return;
      training.runId = 'r1';
      training.source = {
        repository: 'git@x',
        commit: 'c1',
        dirty,
        entryPoint: 'train.py',
        command: 'python train.py',
      };
    }),
  );
  expect(found).toEqual({
    run: 'r1',
    repository: 'git@x',
    commit: 'c1',
    'local changes': shown,
    'entry point': 'train.py',
    command: 'python train.py',
  });
  expect(codeOf(withoutTraining)).toEqual({});
});

test('the environment of the run and of the evaluation', () => {
  const environment = {
    runtime: 'python 3.12',
    lockfileSha256: 'f00',
    hardware: { cpu: 'EPYC', accelerator: 'none', os: 'Linux', memoryBytes: null },
    packages: { numpy: '2.4.0' },
  };
  const change = (copy: ModelCard) => {
    if (copy.training) Object.assign(copy.training.environment, environment);
    if (copy.evaluation) copy.evaluation.runtime = 'onnxruntime 1.30';
  };
  expect(environmentOf(card(change))).toEqual({
    runtime: 'python 3.12',
    'lock file': 'f00',
    processor: 'EPYC',
    accelerator: 'none',
    'operating system': 'Linux',
    'evaluated with': 'onnxruntime 1.30',
    numpy: '2.4.0',
  });
  const known = (copy: ModelCard) => Object.entries(environmentOf(copy)).filter(([, value]) => value != null);
  const bare = card((copy) => {
    copy.training = null;
    copy.evaluation = null;
  });
  expect(known(bare)).toEqual([]);
  const noHardware = card((copy) => {
    change(copy);
    if (copy.training) copy.training.environment.hardware = null;
  });
  expect(known(noHardware).map(([name]) => name)).toEqual([
    'runtime',
    'lock file',
    'evaluated with',
    'numpy',
  ]);
});

test('the model by its files, signature, columns and classes', () => {
  const found = modelOf(
    card(({ manifest }) => {
      manifest.formats = [
        { ...manifest.formats[0], files: [{ path: 'model.onnx', bytes: 12, sha256: 'abc' }] } as never,
      ];
      manifest.inputs = [{ name: 'x', type: 'float32', shape: [null, 2] }];
      manifest.outputs = [{ name: 'p', type: 'float32', shape: [null, 3] }];
      const column = (manifest.input.kind === 'tabular' && manifest.input.columns[0]) || null;
      manifest.input = {
        kind: 'tabular',
        columns: [
          { ...column, name: 'mass', type: 'float32', categories: null, unit: 'g' },
          { ...column, name: 'island', type: 'string', categories: ['Biscoe', 'Dream'], unit: null },
        ],
      } as never;
      Object.assign(manifest.output, {
        task: 'multiclass-classification',
        classes: ['Adelie', 'Gentoo'],
        targets: [{ name: 'y1' }, { name: 'y2' }],
      });
    }),
  );
  expect(found).toEqual({
    'model.onnx': '12 bytes, sha256:abc',
    task: 'multiclass-classification',
    'input x': 'float32 [?, 2]',
    'output p': 'float32 [?, 3]',
    'column mass': 'float32 g',
    'column island': 'string of Biscoe, Dream',
    classes: 'Adelie, Gentoo',
    targets: 'y1, y2',
  });
  const image = card(({ manifest }) => {
    manifest.input = { kind: 'tensor' } as never;
    manifest.output.classes = null;
    manifest.output.targets = null;
  });
  const fields = modelOf(image);
  expect(Object.keys(fields).filter((name) => name.startsWith('column'))).toEqual([]);
  expect([fields['classes'], fields['targets']]).toEqual([undefined, undefined]);
});
