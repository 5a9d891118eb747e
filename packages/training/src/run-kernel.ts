import type { NamedAttrMap } from '@tensorflow/tfjs-core';
import type { Tensor, Tf } from './tensorflow.ts';

/** Runs a backend's kernel that has no public operation, such as a gradient's. */
export function runKernel(tf: Tf, name: string, inputs: Record<string, Tensor>, attributes: object): Tensor {
  return tf.engine().runKernel(name, inputs, attributes as NamedAttrMap) as Tensor;
}
