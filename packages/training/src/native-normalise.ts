import type { TensorInfo } from '@tensorflow/tfjs-core';
import { epsilon, type Normalise } from './batch-normalisation.ts';
import type { Tensor, Tensor4D, Tf } from './tensorflow.ts';

/** The part of `@tensorflow/tfjs-node`'s backend that runs any TensorFlow operation by name. */
interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_FLOAT' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_FLOAT', number>;
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: TensorInfo[],
    outputs: number,
  ): Tensor[];
}

interface Attribute {
  name: string;
  type: number;
  value: number | string | boolean;
}

/** As `composedNormalise`, with TensorFlow's own fused kernels. */
export function nativeNormalise(tf: Tf): Normalise {
  const backend = tf.backend() as unknown as NativeBackend;
  const { binding } = backend;
  const attributes: Attribute[] = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
  return (x, gamma, beta) => {
    const none = tf.zerosLike(gamma);
    const outputs = backend.executeMultipleOutputs(
      'FusedBatchNormV3',
      [...attributes, { name: 'exponential_avg_factor', type: binding.TF_ATTR_FLOAT, value: 1 }],
      [x, gamma, beta, none, none],
      6,
    );
    const [normalised, mean, unbiased, ...reserved] = outputs as [
      Tensor4D,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ];
    const rows = x.size / gamma.size;
    const y = tf.relu(normalised);
    return {
      y,
      mean,
      // TensorFlow hands out the unbiased variance (Bessel's correction); batch normalisation is defined with the other.
      variance: tf.mul(unbiased, (rows - 1) / rows),
      backward(dy) {
        const [passed] = backend.executeMultipleOutputs('ReluGrad', attributes.slice(0, 1), [dy, y], 1);
        if (!passed) throw new Error('ReluGrad gave no output');
        const gradients = backend.executeMultipleOutputs(
          'FusedBatchNormGradV3',
          attributes,
          [passed, x, gamma, ...reserved],
          5,
        );
        const [dx, dGamma, dBeta] = gradients as [Tensor4D, Tensor, Tensor];
        return { dx, dGamma, dBeta };
      },
    };
  };
}
