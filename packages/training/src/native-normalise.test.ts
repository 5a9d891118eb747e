import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { relativeDifference } from '@modelfolio/statistics/relative-difference';
import { beforeAll, expect, it } from 'vitest';
import { composedNormalise } from './batch-normalisation.ts';
import { nativeNormalise } from './native-normalise.ts';
import type { Tensor, Tensor4D, Tf } from './tensorflow.ts';

interface Call {
  name: string;
  attributes: object[];
  inputs: Tensor[];
  outputs: number;
}
const binding = {
  TF_ATTR_TYPE: 'type',
  TF_ATTR_FLOAT: 'float',
  TF_ATTR_STRING: 'string',
  TF_ATTR_BOOL: 'bool',
  TF_FLOAT: 1,
};

/**
 * The native library, where it is not installed: its three operations by their definitions
 * (https://www.tensorflow.org/api_docs/cc/class/tensorflow/ops/fused-batch-norm-v3), on the CPU backend.
 */
function standIn() {
  const calls: Call[] = [];
  const shown = (sum: Tensor4D, scale: Tensor, shift: Tensor) => composedNormalise(tf)(sum, scale, shift);
  const operations: Record<string, (inputs: Tensor[]) => Tensor[]> = {
    FusedBatchNormV3: ([x, scale, shift]) => {
      const { mean, variance } = tf.moments(x as Tensor, [0, 1, 2]);
      const deviation = tf.sqrt(tf.add(variance, 1e-5));
      const y = tf.add(
        tf.mul(scale as Tensor, tf.div(tf.sub(x as Tensor, mean), deviation)),
        shift as Tensor,
      );
      const rows = (x as Tensor).size / mean.size;
      const unbiased = tf.mul(variance, rows / (rows - 1));
      return [y, mean, unbiased, mean, deviation, tf.scalar(6)];
    },
    ReluGrad: ([dy, y]) => [tf.mul(dy as Tensor, tf.step(y as Tensor))],
    FusedBatchNormGradV3: ([dy, x, scale]) => {
      // Of a shift so large that nothing is cut off, the gradient is that of the normalisation alone.
      const back = shown(x as Tensor4D, scale as Tensor, tf.tensor1d([1e3, 1e3])).backward(dy as Tensor4D);
      return [back.dx, back.dGamma, back.dBeta, tf.scalar(0), tf.scalar(0)];
    },
  };
  const backend = {
    binding,
    executeMultipleOutputs(name: string, attributes: object[], inputs: Tensor[], outputs: number) {
      calls.push({ name, attributes, inputs, outputs });
      const found = operations[name]?.(inputs) ?? [];
      return found.slice(0, outputs);
    },
  };
  return { calls, native: { ...tf, backend: () => backend } as unknown as Tf, operations };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});
const numbers = (tensor: Tensor): Float32Array => tensor.dataSync<'float32'>().slice();
const given = () => ({
  x: tf.randomNormal<tf.Rank.R4>([3, 4, 4, 2], 0, 1, 'float32', 1),
  dy: tf.randomNormal<tf.Rank.R4>([3, 4, 4, 2], 0, 1, 'float32', 2),
  gamma: tf.tensor1d([1.5, 0.5]),
  beta: tf.tensor1d([0.25, -0.5]),
});

it('makes of TensorFlow’s fused operations what is composed elsewhere', () => {
  tf.tidy(() => {
    const { native } = standIn();
    const { x, dy, gamma, beta } = given();
    const [found, wanted] = [nativeNormalise(native)(x, gamma, beta), composedNormalise(tf)(x, gamma, beta)];
    for (const part of ['y', 'mean', 'variance'] as const)
      expect(relativeDifference(numbers(found[part]), numbers(wanted[part])), part).toBeLessThan(1e-5);
    const [back, wantedBack] = [found.backward(dy), wanted.backward(dy)];
    for (const part of ['dx', 'dGamma', 'dBeta'] as const)
      expect(relativeDifference(numbers(back[part]), numbers(wantedBack[part])), part).toBeLessThan(1e-4);
  });
});

it('asks for training on rows of pictures in single precision, and keeps what the gradient needs', () => {
  tf.tidy(() => {
    const { native, calls } = standIn();
    const { x, dy, gamma, beta } = given();
    const { y, backward } = nativeNormalise(native)(x, gamma, beta);
    backward(dy);
    const common = [
      { name: 'T', type: 'type', value: 1 },
      { name: 'U', type: 'type', value: 1 },
      { name: 'epsilon', type: 'float', value: 1e-5 },
      { name: 'data_format', type: 'string', value: 'NHWC' },
      { name: 'is_training', type: 'bool', value: true },
    ];
    expect(calls.map(({ name, attributes, outputs }) => ({ name, attributes, outputs }))).toEqual([
      {
        name: 'FusedBatchNormV3',
        attributes: [...common, { name: 'exponential_avg_factor', type: 'float', value: 1 }],
        outputs: 6,
      },
      { name: 'ReluGrad', attributes: common.slice(0, 1), outputs: 1 },
      { name: 'FusedBatchNormGradV3', attributes: common, outputs: 5 },
    ]);
    const [forward, relu, gradient] = calls;
    expect(forward?.inputs.slice(0, 3)).toEqual([x, gamma, beta]);
    expect(forward?.inputs.slice(3).map((none) => [...numbers(none)])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(relu?.inputs).toEqual([dy, y]);
    // The three values that the forward operation reserves for its gradient follow.
    expect(gradient?.inputs.slice(1, 3)).toEqual([x, gamma]);
    expect(gradient?.inputs).toHaveLength(6);
  });
});

it('says so where the library gives nothing back', () => {
  tf.tidy(() => {
    const { native, operations } = standIn();
    const { x, dy, gamma, beta } = given();
    const { backward } = nativeNormalise(native)(x, gamma, beta);
    operations['ReluGrad'] = () => [];
    expect(() => backward(dy)).toThrow('ReluGrad gave no output');
  });
});
