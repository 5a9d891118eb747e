import { InferenceError } from '@modelfolio/inference';
import type { IdxArray } from '@modelfolio/inference/idx';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Checks that images and labels belong together.
 *
 * @param rows what the manifest says of the shard
 * @returns the images `[rows, height, width]` and labels `[rows]`
 * @throws InferenceError `idx`
 */
export function pairIdx(
  images: IdxArray<Bytes>,
  labels: IdxArray<Bytes>,
  expected: { rows: number; height: number; width: number; classes: number },
): { images: Bytes; labels: Bytes } {
  const { rows, height, width, classes } = expected;
  const refuse = (reason: string): InferenceError => new InferenceError('idx', reason);
  if (images.shape.join() !== [rows, height, width].join())
    throw refuse(`images: expected ${rows}×${height}×${width}, received ${images.shape.join('×')}`);
  if (labels.shape.join() !== String(rows))
    throw refuse(`labels: expected ${rows}, received ${labels.shape.join('×')}`);
  const stray = labels.data.findIndex((label) => label >= classes);
  if (stray >= 0)
    throw refuse(`labels: row ${stray} has class ${labels.data[stray]}, expected less than ${classes}`);
  return { images: images.data, labels: labels.data };
}
