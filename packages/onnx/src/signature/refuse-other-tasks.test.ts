import type { TensorSignature } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import type { ModelOutput } from '../onnx-model.ts';
import { refuseOtherTasks } from './refuse-other-tasks.ts';

const output = (
  name: string,
  type: TensorSignature['type'],
  shape: TensorSignature['shape'],
  more: Partial<ModelOutput> = {},
): ModelOutput => ({ name, type, shape, maker: null, classes: null, features: null, ...more });
type Words = Parameters<typeof refuseOtherTasks>[1];
const judge = (outputs: ModelOutput[], words: Words = {}) => refuseOtherTasks(outputs, words, 'model.onnx');

const label = (more: Partial<ModelOutput> = {}) => output('label', 'int64', [null], more);
const scores = (width: number, more: Partial<ModelOutput> = {}) =>
  output('scores', 'float32', [null, width], more);
const probabilities = (width: number, maker: string) =>
  output('probabilities', 'float32', ['N', width], { maker });

describe('models of other tasks are refused', () => {
  it.each([
    ['OneVsRestClassifier', [output('label', 'int64', [null, 4]), output('p', 'float32', [null, 4])]],
    [
      'a forest fitted on [N, K]',
      [output('label', 'int64', [null, 4]), output('p', 'float32', [4, null, 2])],
    ],
    [
      'a forest whose labels are open',
      [output('label', 'int64', [null]), output('p', 'float32', [4, null, 2])],
    ],
    ['text labels', [output('label', 'string', [null, 3]), output('p', 'float32', [null, 3])]],
    ['a network with a sigmoid a column', [probabilities(3, 'Sigmoid')]],
    ['two sigmoids', [probabilities(2, 'Sigmoid'), label({ maker: 'ArgMax' })]],
  ])('several labels a row: %s', (_, outputs) => {
    expect(() => judge(outputs)).toThrow(
      /model\.onnx: gives several labels a row \(multi-label or multi-output\).*not supported yet/,
    );
    // Classes and activations that a person names change nothing of it.
    expect(() => judge(outputs, { outputs: { probabilities: outputs.at(0)?.name } })).toThrow(
      /several labels/,
    );
  });

  it.each([
    [
      'IsolationForest',
      [output('label', 'int64', [null, 1], { maker: 'Add' }), scores(1)],
      /outlier detector/,
    ],
    ['OneClassSVM', [label({ maker: 'Sign' }), output('f', 'float32', [null, 1])], /outlier detector/],
    ['score_samples', [label(), output('score_samples', 'float32', [null, 1])], /outlier detector/],
    ['KMeans', [label({ maker: 'ArgMin' }), output('d', 'float32', [null, 3])], /nearest of several centres/],
    ['GaussianMixture', [label({ maker: 'ArgMax' }), probabilities(3, 'Exp')], /components of a mixture/],
  ])('outliers and clusters: %s', (_, outputs, line) => {
    expect(() => judge(outputs)).toThrow(line);
    expect(() => judge(outputs, { task: 'regression' })).toThrow(line);
    expect(() => judge(outputs, { targets: [{ name: 'y' }] })).toThrow(line);
  });
});

describe('classifiers and regressors are taken', () => {
  it.each([
    ['labels and probabilities', [label({ classes: ['0', '1'] }), probabilities(2, 'LinearClassifier')], {}],
    ['scores with class names', [label({ classes: ['a', 'b'] }), scores(2)], {}],
    ['a network with a label', [probabilities(3, 'Softmax'), label({ maker: 'ArgMax' })], {}],
    ['a label that contradicts its probabilities', [probabilities(3, 'Div'), label({ maker: 'ArgMin' })], {}],
    ['another', [output('p', 'float32', ['N', 3], { maker: 'Softmax' }), label({ maker: 'ArgMin' })], {}],
    ['one sigmoid', [output('p', 'float32', ['N', 1], { maker: 'Sigmoid' })], {}],
    [
      'naive Bayes',
      [label({ maker: 'ArrayFeatureExtractor', classes: ['a', 'b'] }), probabilities(2, 'Exp')],
      {},
    ],
    ['text as the label', [output('label', 'string', [null]), scores(2)], {}],
    ['a regressor', [output('variable', 'float32', [null, 3])], { task: 'regression' }],
    ['sigmoids as values', [probabilities(3, 'Sigmoid')], { task: 'regression' }],
    ['whole numbers alone', [output('counts', 'int64', [null, 3])], { task: 'regression' }],
    [
      'the scores of an outlier detector, picked',
      [label({ maker: 'Sign' }), scores(1)],
      {
        task: 'regression',
        outputs: { prediction: 'scores' },
      },
    ],
    [
      'softmax beside sigmoids, picked',
      [probabilities(3, 'Sigmoid'), output('q', 'float32', ['N', 3])],
      {
        outputs: { probabilities: 'q' },
      },
    ],
  ] as [string, ModelOutput[], Words][])('%s', (_, outputs, words) => {
    expect(() => judge(outputs, words)).not.toThrow();
  });
});
