import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerConvolutionGradients } from './convolution-gradients.ts';
import { relativeDifference } from '@modelfolio/statistics/relative-difference';
import { runKernel } from './run-kernel.ts';

type Shape4 = [number, number, number, number];
interface Case {
  x: Shape4;
  filter: Shape4;
  pad: 'same' | 'valid';
}
const cases: Case[] = [
  { x: [4, 28, 28, 1], filter: [3, 3, 1, 8], pad: 'same' },
  { x: [5, 14, 14, 12], filter: [3, 3, 12, 16], pad: 'same' },
  { x: [3, 7, 7, 16], filter: [3, 3, 16, 10], pad: 'valid' },
  { x: [2, 9, 6, 3], filter: [5, 2, 3, 4], pad: 'same' },
  { x: [1, 8, 5, 2], filter: [1, 1, 2, 7], pad: 'same' },
];

/** The CPU backend adds up in double precision, WASM in single. */
const tolerance = 2e-6;

/** Both gradients of a convolution on one backend. */
async function gradients(backend: string, { x, filter, pad }: Case): Promise<Float32Array[]> {
  await tf.setBackend(backend);
  return tf.tidy(() => {
    const images = tf.randomNormal<tf.Rank.R4>(x, 0, 1, 'float32', 1);
    const weights = tf.randomNormal<tf.Rank.R4>(filter, 0, 1, 'float32', 2);
    const shape = tf.backend_util.computeConv2DInfo(x, filter, 1, 1, pad).outShape;
    const dy = tf.randomNormal<tf.Rank.R4>(shape, 0, 1, 'float32', 3);
    const attributes = { strides: [1, 1], pad, dataFormat: 'NHWC', dimRoundingMode: undefined };
    const toFilter = { ...attributes, filterShape: filter };
    const toInput = { ...attributes, inputShape: x };
    return [
      runKernel(tf, 'Conv2DBackpropFilter', { x: images, dy }, toFilter).dataSync<'float32'>().slice(),
      runKernel(tf, 'Conv2DBackpropInput', { dy, filter: weights }, toInput).dataSync<'float32'>().slice(),
    ];
  });
}

describe('gradients of convolutions on the WASM backend', () => {
  beforeAll(() => registerConvolutionGradients(tf));

  it.each(cases)(
    'are those of the CPU backend within 2e-6 of the largest: $x by $filter, $pad',
    async (given) => {
      const [filterExpected = [], inputExpected = []] = await gradients('cpu', given);
      const [filter = [], input = []] = await gradients('wasm', given);
      expect(relativeDifference(filter, filterExpected)).toBeLessThan(tolerance);
      expect(relativeDifference(input, inputExpected)).toBeLessThan(tolerance);
    },
  );

  it('keep no tensors', async () => {
    await tf.setBackend('wasm');
    const before = tf.memory().numTensors;
    await gradients('wasm', cases[0] as Case);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuse what they do not cover instead of giving wrong numbers', async () => {
    await tf.setBackend('wasm');
    const inputs = { x: tf.ones([1, 4, 4, 1]), dy: tf.ones([1, 2, 2, 1]) };
    const attributes = { strides: [2, 2], pad: 'same', dataFormat: 'NHWC', filterShape: [3, 3, 1, 1] };
    expect(() => runKernel(tf, 'Conv2DBackpropFilter', inputs, attributes)).toThrow('need stride 1 and NHWC');
  });
});
