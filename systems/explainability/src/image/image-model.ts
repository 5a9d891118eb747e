import { tensor4d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { ExplainabilityError } from '../explainability-error.ts';

/**
 * What a classifier computes before its last activation: images `[rows, height, width, channels]` in, logits
 * `[rows, classes]` out. It is called inside `tidy`, and must be differentiable with respect to the images.
 */
export type Logits = (images: Tensor4D) => Tensor;

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** One image as the model takes it; `values` is `[height, width, channels]`, row after row. */
export interface ImageInput extends ImageShape {
  readonly values: Float32Array;
}

/** Numbers in an image. */
export function sizeOf({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}

/** Images of one shape as a tensor; `values` holds them one after the other. */
export function imagesTensor(values: Float32Array, { height, width, channels }: ImageShape): Tensor4D {
  return tensor4d(values, [values.length / sizeOf({ height, width, channels }), height, width, channels]);
}

/** @throws ExplainabilityError `input` where the values are not those of one image, or are not finite */
export function checkImage(image: ImageInput, what = 'the image'): void {
  const { height, width, channels, values } = image;
  if (values.length !== sizeOf(image) || values.length === 0)
    throw new ExplainabilityError(
      'input',
      `${what}: ${values.length} values, expected ${height}×${width}×${channels}`,
    );
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad !== -1)
    throw new ExplainabilityError('input', `${what}: value ${bad} is ${values[bad]}, expected a number`);
}

/**
 * A baseline as an image: one number everywhere, or an image of the same shape.
 *
 * @throws ExplainabilityError `input`
 */
export function baselineValues(baseline: number | Float32Array, image: ImageInput): Float32Array {
  const values =
    typeof baseline === 'number' ? new Float32Array(image.values.length).fill(baseline) : baseline;
  checkImage({ ...image, values }, 'the baseline');
  return values;
}
