import type { ModelManifest } from '@modelfolio/schemas';
import { fitCentred, toDataSet, type Grey, type Rgba } from './to-data-set.ts';

type ImageInput = Extract<ModelManifest['input'], { kind: 'image' }>;

/**
 * Any picture as the numbers an image model takes: scaled to just fit and centred, one channel as its data set has it
 * (see {@link toDataSet}), three as red, green and blue with transparent parts as on white paper.
 *
 * @param shape of one row: channels first, `[3, height, width]`, or last, or left out
 * @returns numbers of `input.range`, row by row
 * @throws DemoError `blank` where one channel is wanted and no object stands out
 */
export function imageValues(image: Rgba, input: ImageInput, shape: readonly number[]): number[] {
  const { channels, range, polarity } = input;
  const planes =
    channels === 1 ? [onePlane(image, input, polarity === 'dark-on-light')] : threePlanes(image, input);
  const scale = (value = 0): number => range[0] + (value / 255) * (range[1] - range[0]);
  const first = channels > 1 && shape.length === 3 && shape[0] === channels && shape[2] !== channels;
  if (first || channels === 1) return planes.flatMap((plane) => Array.from(plane, scale));
  return Array.from({ length: input.width * input.height * channels }, (_, at) =>
    scale(planes[at % channels]?.[Math.floor(at / channels)]),
  );
}

function onePlane(image: Rgba, size: ImageInput, inverted: boolean): Uint8Array {
  const { pixels } = toDataSet(image, { width: size.width, height: size.height });
  return inverted ? pixels.map((value) => 255 - value) : pixels;
}

function threePlanes({ width, height, data }: Rgba, size: ImageInput): Uint8Array[] {
  return [0, 1, 2].map((channel) => {
    const pixels = new Uint8Array(width * height);
    for (let at = 0; at < pixels.length; at++) {
      const alpha = data[4 * at + 3] ?? 0;
      pixels[at] = Math.round(((data[4 * at + channel] ?? 0) * alpha) / 255 + (255 - alpha));
    }
    const plane: Grey = { width, height, pixels };
    return fitCentred(plane, { width: size.width, height: size.height }).pixels;
  });
}
