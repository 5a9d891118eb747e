import type { FoldedLayer } from './folded-network.ts';
import type { Tensor, Tensor4D, Tf } from '@modelfolio/training/tensorflow';

/**
 * Logits of a folded network for a batch.
 *
 * @param images `[N, 28, 28, 1]` in [0, 1]
 * @returns `[N, classes]`
 */
export function predictLogits(tf: Tf, layers: readonly FoldedLayer[], images: Tensor4D): Tensor {
  return tf.tidy(() =>
    layers.reduce<Tensor>((x, layer) => {
      if (layer.kind === 'flatten') return tf.reshape(x, [images.shape[0], -1]);
      if (layer.kind === 'global-average') return tf.mean(x, [1, 2]);
      if (layer.kind === 'dense') {
        const sum = tf.add(tf.matMul(x, tf.tensor2d(layer.kernel, [layer.inputs, layer.units])), layer.bias);
        return layer.relu ? tf.relu(sum) : sum;
      }
      const y = tf.fused.conv2d({
        x: x as Tensor4D,
        filter: tf.tensor4d(layer.kernel, [3, 3, layer.channels, layer.filters]),
        strides: 1,
        pad: 'same',
        bias: tf.tensor1d(layer.bias),
        activation: 'relu',
      });
      return layer.pool ? tf.maxPool(y, 2, 2, 'valid') : y;
    }, images),
  );
}
