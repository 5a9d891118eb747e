import {
  conv2d,
  grad,
  maxPool,
  mul,
  setBackend,
  sum,
  tensor4d,
  tidy,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-layers';
import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { replaceWasmGradients } from './wasm-gradients.ts';

const shape = [2, 5, 6, 2] as const;
const count = 120;
// Whole numbers: equal ones, and those below zero, are what the backend's own kernel gets wrong.
const values = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: count, maxLength: count });
const pad = fc.constantFrom('same' as const, 'valid' as const);

beforeAll(async () => {
  await setBackend('wasm');
  replaceWasmGradients();
});

/** The gradient of a weighted sum of what an operation gives, on a backend. */
async function gradient(backend: string, given: number[], operation: (x: Tensor4D) => Tensor4D) {
  await setBackend(backend);
  return tidy(() => {
    const weighted = (x: Tensor4D) => {
      const y = operation(x);
      const weights = Float32Array.from({ length: y.size }, (_, at) => ((at * 7) % 5) - 2);
      return sum(mul(y, tensor4d(weights, y.shape)));
    };
    return Array.from(grad((x) => weighted(x as Tensor4D))(tensor4d(given, [...shape])).dataSync());
  });
}

test('the gradient of a maximum goes to the first of equal values, below zero too', async () => {
  await fc.assert(
    fc.asyncProperty(
      values,
      pad,
      fc.constantFrom(2, 3),
      fc.constantFrom(1, 2),
      async (given, how, size, stride) => {
        const pool = (x: Tensor4D) => maxPool(x, size, stride, how);
        expect(await gradient('wasm', given, pool)).toEqual(await gradient('cpu', given, pool));
      },
    ),
    { numRuns: 50 },
  );
});

test('the gradient of a convolution is that of the other backends, whatever its stride and padding', async () => {
  await fc.assert(
    fc.asyncProperty(
      values,
      pad,
      fc.constantFrom(1, 2, 3),
      fc.constantFrom(1, 2),
      async (given, how, size, stride) => {
        const filter = Float32Array.from({ length: size * 2 * 2 * 3 }, (_, at) => ((at * 11) % 7) - 3);
        const convolution = (x: Tensor4D) => conv2d(x, tensor4d(filter, [size, 2, 2, 3]), stride, how);
        expect(await gradient('wasm', given, convolution)).toEqual(await gradient('cpu', given, convolution));
      },
    ),
    { numRuns: 50 },
  );
});
