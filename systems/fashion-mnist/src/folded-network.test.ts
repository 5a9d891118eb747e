import type { Rank } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { openBackend, type Backend } from '@modelfolio/training/backend';
import { epsilon } from '@modelfolio/training/batch-normalisation';
import { foldNetwork, halfBytes } from './folded-network.ts';
import type { LayerSpec } from '@modelfolio/training/layer-spec';
import { predictLogits } from './predict.ts';
import { normal, seededRandom } from '@modelfolio/statistics/seeded-random';
import { relativeDifference } from '@modelfolio/statistics/relative-difference';

const specs: LayerSpec[] = [
  { kind: 'conv', filters: 4, pool: true },
  { kind: 'global-average' },
  { kind: 'dense', units: 3, relu: false },
];
const random = seededRandom(1);
const some = (length: number, spread: number, centre: number): Float32Array =>
  Float32Array.from({ length }, () => centre + spread * (random() - 0.5));
const weights = new Map([
  ['conv0/kernel', Float32Array.from({ length: 36 }, () => normal(random))],
  ['conv0/gamma', some(4, 2, 0)],
  ['conv0/beta', some(4, 1, 0)],
  ['conv0/mean', some(4, 1, 0)],
  ['conv0/variance', some(4, 1, 1)],
  ['dense2/kernel', Float32Array.from({ length: 12 }, () => normal(random))],
  ['dense2/bias', some(3, 1, 0)],
]);
const get = (name: string): Float32Array => weights.get(name) as Float32Array;
let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('cpu');
});

it('gives what convolution and normalisation give apart, up to the rounding to half precision', () => {
  const { tf } = backend.operations;
  const pixels = tf.randomUniform<Rank.R4>([2, 28, 28, 1], 0, 1, 'float32', 3);
  const expected = tf.tidy(() => {
    const y = tf.conv2d(pixels, tf.tensor4d(get('conv0/kernel'), [3, 3, 1, 4]), 1, 'same');
    const normalised = tf.batchNorm4d(
      y,
      tf.tensor1d(get('conv0/mean')),
      tf.tensor1d(get('conv0/variance')),
      tf.tensor1d(get('conv0/beta')),
      tf.tensor1d(get('conv0/gamma')),
      epsilon,
    );
    const pooled = tf.mean(tf.maxPool(tf.relu(normalised), 2, 2, 'valid'), [1, 2]);
    return tf
      .add(tf.matMul(pooled, tf.tensor2d(get('dense2/kernel'), [4, 3])), get('dense2/bias'))
      .dataSync();
  });
  const folded = predictLogits(tf, foldNetwork(specs, weights), pixels).dataSync();
  // Half precision keeps 11 bits: 2^-11 in each weight.
  expect(relativeDifference(folded, expected)).toBeLessThan(2e-3);
  expect(relativeDifference(folded, expected)).toBeGreaterThan(0);
});
it('holds only numbers that two bytes hold exactly', () => {
  const arrays = foldNetwork(specs, weights).flatMap((layer) =>
    'kernel' in layer ? [layer.kernel, layer.bias] : [],
  );
  expect(arrays).toHaveLength(4);
  for (const values of arrays) {
    const view = new DataView(halfBytes(values).buffer);
    expect(view.byteLength).toBe(2 * values.length);
    expect(Array.from(values.keys(), (i) => decodeHalf(view.getUint16(2 * i, true)))).toEqual([...values]);
  }
});

/** IEEE 754 binary16, written out as its definition says. */
function decodeHalf(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

it('names an array that is missing', () => {
  expect(() => foldNetwork(specs, new Map())).toThrow('the network has no array conv0/gamma');
});
