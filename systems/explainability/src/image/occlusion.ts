import { ExplainabilityError } from '../explainability-error.ts';
import type { Work } from '../model-function.ts';
import { classLogits } from './class-logit.ts';
import { baselineValues, checkImage, type ImageInput, type Logits } from './image-model.ts';
import { nextTurn } from './next-turn.ts';

export interface OcclusionOptions extends Work {
  /** Side of the square window, in pixels. Default 4. */
  readonly window?: number | undefined;
  /** Pixels from one window to the next, at most `window`. Default half the window. */
  readonly stride?: number | undefined;
  /** What the window shows: one number, or an image of the same shape. Default 0. */
  readonly baseline?: number | Float32Array | undefined;
  /** Images in one call of the model. The result does not depend on it. Default 32. */
  readonly batch?: number | undefined;
}

export interface Occlusion {
  /** `[height, width, channels]`: how much the logit falls when a window over this place is covered, on average. */
  readonly values: Float32Array;
  /** Windows that were covered. */
  readonly windows: number;
  /** The logit for the whole image. */
  readonly logit: number;
}

interface Window {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Occlusion (Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks"): a window slides over the image,
 * all channels in it become the baseline, and the fall of the logit counts for every pixel under it. As captum's
 * `Occlusion`: windows start at multiples of the stride, the last one of a row or column is cut off at the edge, and where
 * windows overlap, their falls are averaged.
 *
 * @throws ExplainabilityError `input`, `not-finite`, `unsupported`; the signal's reason when it is aborted
 */
export async function occlusion(
  logits: Logits,
  image: ImageInput,
  classIndex: number,
  options: OcclusionOptions = {},
): Promise<Occlusion> {
  const { window = 4, batch = 32, signal, progress } = options;
  const stride = options.stride ?? Math.max(1, window >> 1);
  checkImage(image);
  const windows = windowsOf(image, window, stride);
  const baseline = baselineValues(options.baseline ?? 0, image);
  const [logit = 0] = classLogits(logits, image.values, image, classIndex);
  const size = image.values.length;
  const sums = new Float64Array(size);
  const counts = new Uint32Array(size);
  for (let from = 0; from < windows.length; from += batch) {
    await nextTurn();
    signal?.throwIfAborted();
    const some = windows.slice(from, from + batch);
    const images = new Float32Array(some.length * size);
    some.forEach((place, row) => {
      images.set(image.values, row * size);
      eachPlace(place, image, (at) => (images[row * size + at] = baseline[at] as number));
    });
    const found = classLogits(logits, images, image, classIndex);
    some.forEach((place, row) => {
      const fall = logit - (found[row] as number);
      eachPlace(place, image, (at) => {
        sums[at] = (sums[at] as number) + fall;
        counts[at] = (counts[at] as number) + 1;
      });
    });
    progress?.((from + some.length) / windows.length);
  }
  return {
    values: Float32Array.from(sums, (sum, at) => sum / (counts[at] as number)),
    windows: windows.length,
    logit,
  };
}

function windowsOf({ height, width }: ImageInput, window: number, stride: number): Window[] {
  const most = Math.min(height, width);
  if (!Number.isInteger(window) || window < 1 || window > most)
    throw new ExplainabilityError('input', `window: ${window}, expected a whole number from 1 to ${most}`);
  if (!Number.isInteger(stride) || stride < 1 || stride > window)
    throw new ExplainabilityError(
      'input',
      `stride: ${stride}, expected a whole number from 1 to the window of ${window}`,
      { hint: 'a longer stride would leave pixels out' },
    );
  const starts = (length: number) =>
    Array.from({ length: Math.ceil((length - window) / stride) + 1 }, (_, place) => place * stride);
  return starts(height).flatMap((top) =>
    starts(width).map((left) => ({
      top,
      left,
      bottom: Math.min(height, top + window),
      right: Math.min(width, left + window),
    })),
  );
}

function eachPlace(
  { top, bottom, left, right }: Window,
  { width, channels }: ImageInput,
  visit: (at: number) => void,
): void {
  for (let row = top; row < bottom; row++)
    for (let at = (row * width + left) * channels; at < (row * width + right) * channels; at++) visit(at);
}
