import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { relativeDifference } from '@modelfolio/statistics/relative-difference';
import { seededRandom } from '@modelfolio/statistics/seeded-random';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { numericGradients } from '../test/numeric-gradients.ts';
import { normalisedByDefinition } from '../test/normalisation-by-definition.ts';
import { composedNormalise } from './batch-normalisation.ts';
import { convLayer, denseLayer, reshapingLayer, type Gradients, type Layer } from './layers.ts';
import type { Tensor, Tensor4D } from './tensorflow.ts';
import { builtInUnpool } from './unpool.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const operations = () => ({ tf, normalise: composedNormalise(tf), unpool: builtInUnpool(tf) });
const numbers = (tensor: Tensor | null | undefined): Float32Array =>
  tensor ? tensor.dataSync<'float32'>().slice() : new Float32Array();
const drawn = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
// Differences that cross the kink of a ReLU are off: by few of many.
const near = (found: Tensor | null | undefined, wanted: Tensor | undefined, tolerance = 0.05) => {
  expect(found?.shape).toEqual(wanted?.shape);
  expect(relativeDifference(numbers(found), numbers(wanted))).toBeLessThan(tolerance);
};

/** A layer's result and gradients against those of a function of its input and parameters. */
function compare(layer: Layer, x: Tensor, definition: (x: Tensor, ...parameters: Tensor[]) => Tensor) {
  const parameters = layer.parameters.map(({ variable }) => tf.clone(variable));
  const y = definition(x, ...parameters);
  const dy = drawn(y.shape, 9);
  const [wantedDx, ...wanted] = numericGradients(tf, definition as never, [x, ...parameters], dy);
  near(layer.forward(x), y, 1e-5);
  const gradients: Gradients = new Map();
  near(layer.backward(dy, gradients, false), wantedDx);
  layer.parameters.forEach((parameter, at) => near(gradients.get(parameter), wanted[at]));
  expect(gradients.size).toBe(layer.parameters.length);
  // The picture's own gradient is not computed where nobody needs it.
  layer.forward(x);
  expect(layer.backward(dy, new Map(), true)).toBeNull();
}

describe('convLayer', () => {
  it.each([false, true])('is convolution, normalisation and ReLU, with pooling: %s', (pool) => {
    const layer = convLayer(operations(), { kind: 'conv', filters: 4, pool }, 'first', 2, seededRandom(1));
    const [, gamma, beta] = layer.parameters;
    gamma?.variable.assign(tf.tensor1d([1, 2, -1, 0.5]));
    beta?.variable.assign(tf.tensor1d([0.5, 0, 0.25, 1]));
    compare(layer, drawn([3, 6, 4, 2], 2), (x, kernel, scale, shift) => {
      const sum = tf.conv2d(x as Tensor4D, kernel as Tensor4D, 1, 'same');
      const y = normalisedByDefinition(tf, sum, scale as Tensor, shift as Tensor);
      return pool ? tf.maxPool(y, 2, 2, 'valid') : y;
    });
    expect(layer.statistics).toHaveLength(2);
  });

  it('names its arrays; weights alone decay', () => {
    const layer = convLayer(
      operations(),
      { kind: 'conv', filters: 3, pool: false },
      'c1',
      2,
      seededRandom(1),
    );
    const told = ({ parameters, statistics }: Layer) =>
      [...parameters, ...statistics].map(({ name, variable, decays }) => [name, variable.shape, decays]);
    expect(told(layer)).toEqual([
      ['c1/kernel', [3, 3, 2, 3], true],
      ['c1/gamma', [3], false],
      ['c1/beta', [3], false],
      ['c1/mean', [3], false],
      ['c1/variance', [3], false],
    ]);
    const [, gamma, beta] = layer.parameters;
    const [mean, variance] = layer.statistics;
    expect([gamma, beta, mean, variance].map((one) => [...numbers(one?.variable)])).toEqual([
      [1, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
      [1, 1, 1],
    ]);
  });

  it('moves its statistics a tenth of the way to those of the batch', () => {
    const layer = convLayer(operations(), { kind: 'conv', filters: 1, pool: false }, 'c', 1, seededRandom(1));
    const [kernel] = layer.parameters;
    // Only the middle of the window counts: the convolution is the picture itself.
    kernel?.variable.assign(tf.tensor4d([0, 0, 0, 0, 1, 0, 0, 0, 0], [3, 3, 1, 1]));
    layer.forward(tf.tensor4d([1, 3, 5, 7], [1, 2, 2, 1]));
    const [mean, variance] = layer.statistics.map(({ variable }) => numbers(variable)[0]);
    expect(mean).toBeCloseTo(0.1 * 4, 5);
    expect(variance).toBeCloseTo(0.9 * 1 + 0.1 * 5, 5);
  });

  it('begins with He’s weights: deviation √(2 / inputs)', () => {
    const layer = convLayer(
      operations(),
      { kind: 'conv', filters: 64, pool: false },
      'c',
      16,
      seededRandom(3),
    );
    const weights = numbers(layer.parameters[0]?.variable);
    const deviation = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length);
    // 9,216 weights: the deviation is known to 0.7 %.
    expect(deviation / Math.sqrt(2 / (9 * 16))).toBeCloseTo(1, 1);
  });
});

describe('denseLayer', () => {
  it.each([false, true])('is a product with a bias, with ReLU: %s', (relu) => {
    const layer = denseLayer(operations(), { kind: 'dense', units: 3, relu }, 'd', 4, seededRandom(1));
    layer.parameters[1]?.variable.assign(tf.tensor1d([0.5, -0.5, 0]));
    compare(layer, drawn([5, 4], 3), (x, kernel, bias) => {
      const sum = tf.add(tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D), bias as Tensor);
      return relu ? tf.relu(sum) : sum;
    });
    expect(layer.parameters.map(({ name, decays }) => [name, decays])).toEqual([
      ['d/kernel', true],
      ['d/bias', false],
    ]);
    expect(layer.statistics).toEqual([]);
  });
});

describe('reshapingLayer', () => {
  it('puts the pixels in a row, or takes their mean', () => {
    const flatten = reshapingLayer(operations(), { kind: 'flatten' });
    compare(flatten, drawn([2, 3, 4, 5], 4), (x) => tf.reshape(x, [2, 60]));
    const average = reshapingLayer(operations(), { kind: 'global-average' });
    compare(average, drawn([2, 3, 4, 5], 4), (x) => tf.mean(x, [1, 2]));
    expect([flatten.parameters, average.statistics]).toEqual([[], []]);
  });
});

it('goes back once for each time it went forward', () => {
  const layers = [
    convLayer(operations(), { kind: 'conv', filters: 1, pool: false }, 'c', 1, seededRandom(1)),
    denseLayer(operations(), { kind: 'dense', units: 1, relu: false }, 'd', 1, seededRandom(1)),
  ];
  for (const [layer, x] of [
    [layers[0], drawn([1, 2, 2, 1], 1)],
    [layers[1], drawn([1, 1], 1)],
  ] as [Layer, Tensor][]) {
    const back = () =>
      layer.backward(tf.zerosLike(layer.spec.kind === 'conv' ? x : tf.ones([1, 1])), new Map(), true);
    expect(back).toThrow('backward before forward');
    layer.forward(x);
    back();
    expect(back).toThrow('backward before forward');
  }
});
