import { tableOf, type Cell, type Table } from '@modelfolio/inference';
import type { ModelManifest, TabularColumn } from '@modelfolio/schemas';

const column = (name: string, index: number): TabularColumn => ({
  input: 'x',
  index,
  name,
  label: null,
  description: null,
  type: 'float32',
  categories: null,
  range: null,
  step: null,
  unit: null,
  missing: false,
});

/** The manifest of an ONNX model `birds` that tells `no` from `yes` by the columns a and b, but for these parts. */
export function tableModel(parts: Partial<ModelManifest> = {}): ModelManifest {
  const model = { path: 'model.onnx', bytes: 1, sha256: 'a'.repeat(64) };
  return {
    schemaVersion: 1,
    id: 'birds',
    version: '1.0.0',
    licence: 'MIT',
    parameters: 4,
    opset: {},
    formats: [{ format: 'onnx', entry: 'model.onnx', files: [model], bytes: 1, changes: [] }],
    inputs: [{ name: 'x', type: 'float32', shape: ['N', 2] }],
    outputs: [{ name: 'p', type: 'float32', shape: ['N', 2] }],
    input: { kind: 'tabular', columns: [column('a', 0), column('b', 1)] },
    output: {
      task: 'binary-classification',
      probabilities: 'p',
      activation: 'none',
      prediction: null,
      classes: ['no', 'yes'],
      positive: 1,
      targets: null,
    },
    evaluationSet: {
      name: 'birds',
      split: 'test',
      rows: 100,
      digest: 'f'.repeat(64),
      licence: 'CC0-1.0',
      source: 'made up',
      format: 'csv',
      file: { path: 'evaluation/test.csv', bytes: 1, sha256: 'e'.repeat(64) },
      columns: ['a', 'b', 'y'],
      labels: ['y'],
      slices: [],
    },
    examples: null,
    run: null,
    ...parts,
  };
}

/** What a regressor of these targets gives, a column of `v` each. */
export function valuesOutput(...targets: readonly string[]): ModelManifest['output'] {
  return {
    task: 'regression',
    probabilities: null,
    activation: 'none',
    prediction: null,
    classes: null,
    positive: null,
    targets: targets.map((name, index) => ({ name, output: 'v', index, unit: null })),
  };
}

/** Rows in columns. */
export function columnsTable(columns: Readonly<Record<string, readonly Cell[]>>): Table {
  const [first = []] = Object.values(columns);
  return tableOf('rows', new Map(Object.entries(columns)), first.length);
}
