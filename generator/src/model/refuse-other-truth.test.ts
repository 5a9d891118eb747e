import type { EvaluationSet, ModelManifest } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { refuseOtherTruth } from './refuse-other-truth.ts';

const output = (more: Partial<ModelManifest['output']>): ModelManifest['output'] => ({
  task: 'binary-classification',
  probabilities: 'p',
  activation: 'none',
  prediction: null,
  classes: ['a', 'b'],
  positive: 1,
  targets: null,
  ...more,
});
const set = (labels: string[]): EvaluationSet => ({
  name: 'rows',
  split: 'test',
  rows: 1,
  digest: '0'.repeat(64),
  licence: 'MIT',
  source: 'made',
  format: 'csv',
  file: { path: 'rows.csv', bytes: 1, sha256: '0'.repeat(64) },
  columns: labels,
  labels,
  slices: [],
});
const target = (name: string) => ({ name, output: 'y', index: 0, unit: null });
const regressor = output({ task: 'regression', targets: [target('mass'), target('length')] });

test('a classifier has one column of truth', () => {
  expect(() => refuseOtherTruth(output({}), set(['a']), 'card.yaml')).not.toThrow();
  expect(() => refuseOtherTruth(output({}), set(['a', 'b']), 'card.yaml')).toThrow(
    'card.yaml: evaluationSet.label: 2 columns of truth (a, b) for a classifier: several labels a row (multi-label) are not supported yet',
  );
  expect(() => refuseOtherTruth(output({}), null, 'card.yaml')).not.toThrow();
});

test('a regressor has one for each target', () => {
  expect(() => refuseOtherTruth(regressor, set(['mass', 'length']), 'card.yaml')).not.toThrow();
  for (const labels of [['mass'], ['mass', 'length', 'age']])
    expect(() => refuseOtherTruth(regressor, set(labels), 'card.yaml')).toThrow(
      /the model predicts 2 values \(mass, length\), the data has \d columns? of truth/,
    );
});
