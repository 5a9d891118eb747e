import { augmentImages, noAugmentation } from './augment.ts';
import type { FoldedLayer } from './folded-network.ts';
import { crossEntropy } from '@modelfolio/training/loss';
import { imageSide } from './network-spec.ts';
import { predictLogits } from './predict.ts';
import type { Tf } from '@modelfolio/training/tensorflow';

/** How good a network is on some rows. */
export interface Measured {
  /** Mean cross-entropy, in nats. */
  loss: number;
  accuracy: number;
}

const batchSize = 500;
const classes = 10;

/** Loss and accuracy of a folded network on `rows` of `images`, unvaried. */
export function measure(
  tf: Tf,
  layers: readonly FoldedLayer[],
  images: Uint8Array,
  labels: Uint8Array,
  rows: Int32Array,
): Measured {
  let loss = 0;
  let correct = 0;
  for (let start = 0; start < rows.length; start += batchSize) {
    const batch = rows.subarray(start, start + batchSize);
    const pixels = new Float32Array(batch.length * imageSide ** 2);
    augmentImages(images, batch, imageSide, noAugmentation, () => 0, pixels);
    const logits = tf.tidy(() =>
      predictLogits(
        tf,
        layers,
        tf.tensor4d(pixels, [batch.length, imageSide, imageSide, 1]),
      ).dataSync<'float32'>(),
    );
    const batchLabels = Uint8Array.from(batch, (row) => labels[row] as number);
    const result = crossEntropy(logits, batchLabels, classes, 0);
    loss += result.loss * batch.length;
    correct += result.correct;
  }
  return { loss: loss / rows.length, accuracy: correct / rows.length };
}
