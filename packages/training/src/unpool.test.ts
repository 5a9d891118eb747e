import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeDifference } from '@modelfolio/statistics/relative-difference';
import type { Tensor4D } from './tensorflow.ts';
import { builtInUnpool, composedUnpool, type Unpool } from './unpool.ts';

describe('composedUnpool', () => {
  beforeAll(async () => {
    await tf.setBackend('wasm');
  });

  it.each([
    [2, 28, 28, 3],
    [3, 6, 4, 5],
    [2, 7, 7, 4],
    [1, 5, 4, 2],
  ] as [number, number, number, number][])(
    'is the gradient of the CPU backend where values differ: %i×%i×%i×%i',
    async (...shape) => {
      const gradient = async (backend: string, unpool: Unpool): Promise<Float32Array> => {
        await tf.setBackend(backend);
        return tf.tidy(() => {
          const x = tf.randomNormal<tf.Rank.R4>(shape, 0, 1, 'float32', 1);
          const y = tf.maxPool(x, 2, 2, 'valid');
          const dy = tf.randomNormal<tf.Rank.R4>(y.shape, 0, 1, 'float32', 2);
          return unpool(x, y, dy).dataSync<'float32'>().slice();
        });
      };
      const expected = await gradient('cpu', builtInUnpool(tf));
      expect(relativeDifference(await gradient('wasm', composedUnpool(tf)), expected)).toBeLessThan(1e-6);
    },
  );

  it('shares the gradient between equal largest values, so that none is counted twice', () => {
    tf.tidy(() => {
      const x = tf.tensor4d([5, 5, 1, 5], [1, 2, 2, 1]);
      const y = tf.maxPool(x, 2, 2, 'valid') as Tensor4D;
      const dx = composedUnpool(tf)(x, y, tf.tensor4d([6], [1, 1, 1, 1])).dataSync();
      expect([...dx]).toEqual([2, 2, 0, 2]);
    });
  });
});
