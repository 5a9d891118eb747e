// Registers the gradients of all operations.
import '@tensorflow/tfjs-layers';
import {
  add,
  conv2d,
  dispose,
  matMul,
  maxPool,
  mean,
  relu,
  tensor,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import type { Logits, WeightLayer } from '../src/image/index.ts';

interface WrittenTensor {
  shape: number[];
  values: number[];
}

/** Weights as `interop/make_explain_images.py` writes them, by layer. */
export type WrittenWeights = Record<
  'conv1' | 'conv2' | 'dense',
  { kernel: WrittenTensor; bias: WrittenTensor }
>;

/** Convolution, pool, convolution, mean, dense: the network of the judge, on TensorFlow.js. */
export function smallNetwork(written: WrittenWeights): {
  logits: Logits;
  layers: WeightLayer[];
  free: () => void;
} {
  const names = ['conv1', 'conv2', 'dense'] as const;
  const read = ({ values, shape }: WrittenTensor) => tensor(values, shape);
  const weights = {
    conv1: [read(written.conv1.kernel), read(written.conv1.bias)],
    conv2: [read(written.conv2.kernel), read(written.conv2.bias)],
    dense: [read(written.dense.kernel), read(written.dense.bias)],
  };
  const convolved = (images: Tensor4D, [kernel, bias]: Tensor[]) =>
    relu(add(conv2d(images, kernel as Tensor4D, 1, 'same'), bias as Tensor1D)) as Tensor4D;
  const logits: Logits = (images) => {
    const pooled = maxPool(convolved(images, weights.conv1), 2, 2, 'valid');
    const features = mean(convolved(pooled, weights.conv2), [1, 2]) as Tensor2D;
    const [kernel, bias] = weights.dense;
    return add(matMul(features, kernel as Tensor2D), bias as Tensor1D);
  };
  const layers = names.map((name) => ({
    name,
    getWeights: () => weights[name],
    setWeights: (given: Tensor[]) => {
      dispose(weights[name]);
      weights[name] = given.map((one) => one.clone());
    },
  }));
  return { logits, layers, free: () => dispose(Object.values(weights).flat()) };
}
