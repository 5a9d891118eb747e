import type { onnx } from 'onnx-proto';
import { openSession } from '@modelfolio/inference/node/open-session';
import { describe, expect, it } from 'vitest';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { constant, node, openRows, smallModel, type AttributeValue } from '../../test/small-graph.ts';
import { matrixOf, rowOf } from '../matrix.ts';
import { graphValues } from '../trees/graph-values.ts';
import { linearSums } from './linear-model.ts';
import { linked } from './link.ts';
import { readLinear } from './read-linear.ts';

const columns = 3;
const rows = 20;
const random = new NumpyRandom(3);
const numbers = (count: number): number[] =>
  Array.from({ length: count }, () => Math.fround(random.normal()));
const labels = (count: number): AttributeValue => ({ ints: Array.from({ length: count }, (_, at) => at) });
const ml = 'ai.onnx.ml.';

type Attributes = Record<string, AttributeValue>;

const classifier = (targets: number, classes: number, post: string, multi = 0): Attributes => ({
  coefficients: { floats: numbers(targets * columns) },
  intercepts: { floats: numbers(targets) },
  classlabels_ints: labels(classes),
  post_transform: post,
  multi_class: multi,
});

const regressor = (targets: number, post: string, hasIntercepts = true): Attributes => ({
  coefficients: { floats: numbers(targets * columns) },
  ...(hasIntercepts ? { intercepts: { floats: numbers(targets) } } : {}),
  targets,
  post_transform: post,
});

const classes = (attributes: Attributes): [onnx.INodeProto, onnx.ITensorProto[]] => [
  node(`${ml}LinearClassifier`, ['x'], ['label', 'y'], attributes),
  [],
];
const values = (attributes: Attributes): [onnx.INodeProto, onnx.ITensorProto[]] => [
  node(`${ml}LinearRegressor`, ['x'], ['y'], attributes),
  [],
];

const cases: Record<string, [onnx.INodeProto, onnx.ITensorProto[]]> = {
  'two classes of one set of weights': classes(classifier(1, 2, 'NONE')),
  'two classes of one set of weights, logistic': classes(classifier(1, 2, 'LOGISTIC')),
  'two classes of one set of weights, softmax': classes(classifier(1, 2, 'SOFTMAX')),
  'two classes, logistic': classes(classifier(2, 2, 'LOGISTIC')),
  'two classes, softmax': classes(classifier(2, 2, 'SOFTMAX', 1)),
  'three classes': classes(classifier(3, 3, 'NONE')),
  'three classes, logistic': classes(classifier(3, 3, 'LOGISTIC')),
  'three classes, softmax': classes(classifier(3, 3, 'SOFTMAX', 1)),
  'a value': values(regressor(1, 'NONE')),
  'a value without an intercept': values(regressor(1, 'NONE', false)),
  'a value, logistic': values(regressor(1, 'LOGISTIC')),
  'two values, logistic': values(regressor(2, 'LOGISTIC')),
  'a product': [node('MatMul', ['x', 'w'], ['y']), [constant('w', [3, 2], numbers(6))]],
  'a product of one row of weights': [node('MatMul', ['x', 'w'], ['y']), [constant('w', [3], numbers(3))]],
  'a product with what is added': [
    node('Gemm', ['x', 'w', 'b'], ['y'], { alpha: { float: 0.5 }, beta: { float: 2 } }),
    [constant('w', [3, 2], numbers(6)), constant('b', [2], numbers(2))],
  ],
  'a product of turned weights': [
    node('Gemm', ['x', 'w', 'b'], ['y'], { transB: 1 }),
    [constant('w', [2, 3], numbers(6)), constant('b', [1], numbers(1))],
  ],
};

describe('readLinear', () => {
  it.each(Object.keys(cases))('gives what ONNX Runtime gives: %s', async (name) => {
    const [last, constants] = cases[name] as [onnx.INodeProto, onnx.ITensorProto[]];
    const { bytes, model } = smallModel({
      inputs: [openRows('x', columns)],
      nodes: [last],
      outputs: last.output ?? [],
      constants,
    });
    const read = readLinear(last, graphValues(model));
    const x = Float32Array.from(numbers(rows * columns));
    const session = await openSession(bytes);
    const answer = await session.run({ x: { type: 'float32', data: x, shape: [rows, columns] } }, ['y']);
    const wanted = Array.from(answer['y']?.data as Float32Array);
    const sums = matrixOf(rows, read.model.targets);
    for (let row = 0; row < rows; row++)
      rowOf(sums, row).set(linearSums(read.model, x.subarray(row * columns, (row + 1) * columns)));
    const found = [...linked(read.link, sums).values];
    expect(found.length).toBe(wanted.length);
    // A sum of three products in single precision.
    found.forEach((one, at) => expect(one).toBeCloseTo(wanted[at] ?? Number.NaN, 5));
  });

  it.each([
    [
      'weights that do not fit',
      { coefficients: { floats: [1, 2, 3] }, intercepts: { floats: [1, 2] } },
      'it has 3 weights',
    ],
    ['no intercepts', { coefficients: { floats: [1, 2, 3] } }, 'it has 3 weights for 0 outputs'],
    ['three classes of one set', { ...classifier(1, 3, 'NONE') }, 'not two classes'],
    ['an unknown transform', { ...classifier(3, 3, 'SOFTMAX_ZERO') }, 'SOFTMAX_ZERO'],
  ] satisfies [string, Attributes, string][])('refuses %s in words', (_, attributes, message) => {
    const { model } = smallModel({ inputs: [openRows('x', columns)], nodes: [], outputs: ['y'] });
    const last = node(`${ml}LinearClassifier`, ['x'], ['label', 'y'], attributes);
    expect(() => readLinear(last, graphValues(model))).toThrow(message);
  });
});
