import { grad, slice, sum, tidy, type Scalar, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { ExplainabilityError } from '../explainability-error.ts';
import { imagesTensor, type ImageShape, type Logits } from './image-model.ts';
import { replaceWasmGradients } from './wasm-gradients.ts';

/**
 * The logit of a class for each of some images.
 *
 * @param images `[rows, height, width, channels]`
 * @returns `[rows]`
 * @throws ExplainabilityError `input` for a class that the model does not have, `not-finite`
 */
export function classLogits(
  logits: Logits,
  images: Float32Array,
  shape: ImageShape,
  classIndex: number,
): Float32Array {
  const found = tidy(() => column(logits(imagesTensor(images, shape)), classIndex).dataSync<'float32'>());
  return finite(Float32Array.from(found), 'logit');
}

/**
 * The gradient of a class's logit with respect to each of some images. Rows do not depend on each other, so the gradient of
 * the sum of their logits is the gradient of each.
 *
 * @param images `[rows, height, width, channels]`
 * @returns as `images`
 * @throws ExplainabilityError as {@link classLogits}
 */
export function logitGradients(
  logits: Logits,
  images: Float32Array,
  shape: ImageShape,
  classIndex: number,
): Float32Array {
  replaceWasmGradients();
  const gradient = grad((batch) => sum<Scalar>(column(logits(batch as Tensor4D), classIndex)));
  const found = tidy(() => gradient(imagesTensor(images, shape)).dataSync<'float32'>());
  return finite(Float32Array.from(found), 'gradient');
}

function column(logits: Tensor, classIndex: number): Tensor {
  const [, classes = 0] = logits.shape;
  if (logits.rank !== 2)
    throw new ExplainabilityError(
      'unsupported',
      `the model gives logits of ${logits.rank} dimensions, expected one row of classes for each image`,
    );
  if (!Number.isInteger(classIndex) || classIndex < 0 || classIndex >= classes)
    throw new ExplainabilityError('input', `there is no class ${classIndex}; the model has ${classes}`);
  return slice(logits, [0, classIndex], [-1, 1]);
}

function finite(values: Float32Array, what: string): Float32Array {
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad !== undefined)
    throw new ExplainabilityError('not-finite', `the model gave a ${what} of ${bad} for this image`);
  return values;
}
