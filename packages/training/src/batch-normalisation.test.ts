import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { relativeDifference } from '@modelfolio/statistics/relative-difference';
import { describe, expect, it } from 'vitest';
import { numericGradients } from '../test/numeric-gradients.ts';
import { normalisedByDefinition } from '../test/normalisation-by-definition.ts';
import { composedNormalise } from './batch-normalisation.ts';
import type { Tensor, Tensor4D } from './tensorflow.ts';

const shape: [number, number, number, number] = [4, 5, 3, 2];
const numbers = (tensor: Tensor): Float32Array => tensor.dataSync<'float32'>().slice();

/** A batch, its scale and shift, and a gradient in what comes out. */
function given() {
  const x = tf.add(tf.mul(tf.randomNormal<tf.Rank.R4>(shape, 0, 1, 'float32', 1), 3), 2) as Tensor4D;
  const dy = tf.randomNormal<tf.Rank.R4>(shape, 0, 1, 'float32', 2);
  return { x, dy, gamma: tf.tensor1d([1.5, -0.5]), beta: tf.tensor1d([0.25, 0.5]) };
}

/** The definition's result, and its gradients in x, gamma and beta. */
async function expected(): Promise<Float32Array[]> {
  await tf.setBackend('cpu');
  return tf.tidy(() => {
    const { x, dy, gamma, beta } = given();
    const by = (a: Tensor, b: Tensor, c: Tensor) => normalisedByDefinition(tf, a as Tensor4D, b, c);
    return [by(x, gamma, beta), ...numericGradients(tf, by as never, [x, gamma, beta], dy)].map(numbers);
  });
}

describe('composedNormalise', () => {
  it.each(['cpu', 'wasm'])('is the definition, with its gradients, on %s', async (backend) => {
    const [y = [], dx = [], dGamma = [], dBeta = []] = await expected();
    await tf.setBackend(backend);
    tf.tidy(() => {
      const { x, dy, gamma, beta } = given();
      const found = composedNormalise(tf)(x, gamma, beta);
      expect(relativeDifference(numbers(found.y), y)).toBeLessThan(1e-5);
      const back = found.backward(dy);
      expect(relativeDifference(numbers(back.dx), dx)).toBeLessThan(0.01);
      expect(relativeDifference(numbers(back.dGamma), dGamma)).toBeLessThan(0.01);
      expect(relativeDifference(numbers(back.dBeta), dBeta)).toBeLessThan(0.01);
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      expect(relativeDifference(numbers(found.mean), numbers(mean))).toBeLessThan(1e-5);
      expect(relativeDifference(numbers(found.variance), numbers(variance))).toBeLessThan(1e-5);
    });
  });
});
