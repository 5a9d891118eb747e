import type { Tensor, Tensor4D, Tf } from './tensorflow.ts';

/** Added to a variance before its root is taken. */
export const epsilon = 1e-5;

/** What batch normalisation and ReLU made of a batch, and how to go back. */
export interface Normalised {
  y: Tensor4D;
  /** `[channels]`. */
  mean: Tensor;
  /** Biased variance, `[channels]`. */
  variance: Tensor;
  /** From the loss's gradient in `y` to those in `x`, `gamma` and `beta`. */
  backward(dy: Tensor4D): { dx: Tensor4D; dGamma: Tensor; dBeta: Tensor };
}

/** `relu(gamma · (x − mean) / sqrt(variance + ε) + beta)` over a training batch. */
export type Normalise = (x: Tensor4D, gamma: Tensor, beta: Tensor) => Normalised;

/**
 * Batch normalisation and ReLU from TensorFlow.js operations that every backend has (Ioffe and Szegedy 2015,
 * arXiv:1502.03167, gradients of section 3). Sums over pixels are written as products with a row of
 * ones, and scale-and-shift as a 1×1 depthwise convolution: both reach the WASM backend's fast paths,
 * which its reductions and broadcasts do not.
 */
export function composedNormalise(tf: Tf): Normalise {
  return (x, gamma, beta) => {
    const [batch, height, width, channels] = x.shape;
    const rows = batch * height * width;
    const ones = tf.ones([1, rows]);
    const sum = (values: Tensor): Tensor =>
      tf.reshape(tf.matMul(ones, tf.reshape(values, [rows, channels])), [channels]);
    const affine = (
      values: Tensor4D,
      scale: Tensor,
      shift: Tensor,
      activation: 'linear' | 'relu',
    ): Tensor4D =>
      tf.fused.depthwiseConv2d({
        x: values,
        filter: tf.reshape(scale, [1, 1, channels, 1]),
        strides: 1,
        pad: 'valid',
        bias: shift,
        activation,
      });

    const mean = tf.div(sum(x), rows);
    const centred = affine(x, tf.onesLike(mean), tf.neg(mean), 'linear');
    const variance = tf.div(sum(tf.square(centred)), rows);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const scale = tf.mul(gamma, inverse);
    const y = affine(centred, scale, beta, 'relu');
    return {
      y,
      mean,
      variance,
      backward(dy) {
        const passed = tf.mul(dy, tf.step(y)) as Tensor4D;
        const dBeta = sum(passed);
        const dGamma = tf.mul(sum(tf.mul(passed, centred)), inverse);
        // dx = scale · (passed − (dBeta + centred · inverse · dGamma) / rows)
        const slope = tf.div(tf.mul(tf.mul(scale, inverse), dGamma), -rows);
        const offset = tf.div(tf.mul(scale, dBeta), -rows);
        const dx = tf.add(
          affine(passed, scale, offset, 'linear'),
          affine(centred, slope, tf.zerosLike(offset), 'linear'),
        ) as Tensor4D;
        return { dx, dGamma, dBeta };
      },
    };
  };
}
