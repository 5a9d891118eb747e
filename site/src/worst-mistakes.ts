import { Failure } from '@modelfolio/failures';
import { InferenceError } from '@modelfolio/inference';
import { parseIdx } from '@modelfolio/inference/idx';
import { gunzip } from '@modelfolio/inference/node/gunzip';
import { PNG } from 'pngjs';
import type { ModelCard } from '@modelfolio/schemas';
import { readModelFile } from './build/model-files.ts';

/** How many mistakes the card shows. */
export const shownMistakes = 18;

type Images = { rows: number; height: number; width: number; pixels: Uint8Array };

/**
 * Reads gzip-compressed IDX images (`uint8 [rows, height, width]`).
 *
 * @throws Failure `bad-idx` when the bytes are something else
 */
export function readIdxImages(bytes: Uint8Array, path: string): Images {
  try {
    const { shape, data } = parseIdx(gunzip(bytes), [3]);
    const [rows = 0, height = 0, width = 0] = shape;
    return { rows, height, width, pixels: data };
  } catch (cause) {
    if (!(cause instanceof InferenceError)) throw cause;
    throw new Failure('bad-idx', cause.reason, { file: path, cause });
  }
}

/** The worst mistakes side by side in one greyscale PNG, in the card's order; `null` without an evaluation set. */
export function worstMistakesPng(card: ModelCard, root: string): Buffer | null {
  const set = card.manifest.evaluationSet;
  if (set?.format !== 'idx-gz' || card.evaluation === null || card.evaluation.task === 'regression')
    return null;
  const mistakes = card.evaluation.worstMistakes.slice(0, shownMistakes);
  if (mistakes.length === 0) return null;
  const tiles = mistakes.map(({ index }) => {
    let first = 0;
    for (const { images: digest, rows } of set.shards) {
      if (index < first + rows) {
        const path = `models/${card.id}/${digest.path}`;
        const images = readIdxImages(readModelFile(root, { url: '', path, digest }), path);
        const size = images.height * images.width;
        return {
          ...images,
          pixels: images.pixels.subarray((index - first) * size, (index - first + 1) * size),
        };
      }
      first += rows;
    }
    throw new Failure('bad-card', `card ${card.id}: row ${index} is beyond the evaluation set`, {
      hint: 'run npx modelfolio build',
    });
  });
  const { height, width } = tiles[0] as Images;
  const png = new PNG({ width: width * tiles.length, height });
  for (const [column, { pixels }] of tiles.entries())
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const offset = (y * png.width + column * width + x) * 4;
        const grey = pixels[y * width + x] ?? 0;
        png.data.set([grey, grey, grey, 255], offset);
      }
  return PNG.sync.write(png, { colorType: 0 });
}
