import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import type { Gradients, Parameter } from './layers.ts';
import { NesterovOptimiser } from './optimiser.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
const parameter = (name: string, decays: boolean): Parameter => ({
  name,
  variable: tf.variable(tf.tensor1d([1, -2])),
  decays,
});
const numbers = ({ variable }: Parameter) => [...variable.dataSync()];

it('steps along the gradient and the momentum that it brings, weights pulled to zero', () => {
  const [weights, bias] = [parameter('w', true), parameter('b', false)];
  const optimiser = new NesterovOptimiser(tf, [weights, bias], { momentum: 0.5, weightDecay: 0.25 });
  const gradients: Gradients = new Map([weights, bias].map((one) => [one, tf.tensor1d([1, 1])]));
  optimiser.step(gradients, 0.5);
  // Weights: g = (1 + 0.25, 1 − 0.5), v = g, w − 0.5·(g + 0.5·v).
  expect(numbers(weights)).toEqual([1 - 0.5 * 1.5 * 1.25, -2 - 0.5 * 1.5 * 0.5]);
  expect(numbers(bias)).toEqual([1 - 0.5 * 1.5, -2 - 0.5 * 1.5]);
  optimiser.step(gradients, 0.5);
  // Bias: v = 0.5·1 + 1 = 1.5, b − 0.5·(1 + 0.5·1.5).
  expect(numbers(bias)).toEqual([0.25 - 0.5 * 1.75, -2.75 - 0.5 * 1.75]);
  expect(optimiser.velocities.map((velocity) => velocity.shape)).toEqual([[2], [2]]);
});

it('keeps no tensors but its velocities, and those no longer than it lives', () => {
  const weights = parameter('w', true);
  const gradients: Gradients = new Map([[weights, tf.tensor1d([1, 1])]]);
  const before = tf.memory().numTensors;
  const optimiser = new NesterovOptimiser(tf, [weights], { momentum: 0.9, weightDecay: 0 });
  optimiser.step(gradients, 0.1);
  expect(tf.memory().numTensors).toBe(before + 1);
  optimiser.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('names the parameter that has no gradient', () => {
  const optimiser = new NesterovOptimiser(tf, [parameter('first/kernel', true)], {
    momentum: 0,
    weightDecay: 0,
  });
  expect(() => optimiser.step(new Map(), 0.1)).toThrow('no gradient for first/kernel');
});
