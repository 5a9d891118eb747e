import type { Tensor, Tensor4D, Tf } from '../src/tensorflow.ts';

/** Batch normalisation and ReLU as Ioffe and Szegedy write them (arXiv:1502.03167, algorithm 1). */
export function normalisedByDefinition(tf: Tf, x: Tensor4D, gamma: Tensor, beta: Tensor): Tensor4D {
  const mean = tf.mean(x, [0, 1, 2]);
  const centred = tf.sub(x, mean);
  const variance = tf.mean(tf.square(centred), [0, 1, 2]);
  return tf.relu(tf.add(tf.mul(gamma, tf.div(centred, tf.sqrt(tf.add(variance, 1e-5)))), beta)) as Tensor4D;
}
