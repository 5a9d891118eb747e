import type { DemoModel } from '../drawing/demo-model.ts';
import type { Pixels } from '../drawing/drawing.ts';
import type { Prediction } from '@modelfolio/pages/engine/inference-engine';
import { argmaxRow } from '@modelfolio/statistics/argmax-row';
import type { Confused } from '../drawing/share-state.ts';
import { readShard, type ShardRows } from '../drawing/test-set.ts';

/** A test image of a cell of the confusion matrix. */
export type ConfusedImage = { index: number; label: number; pixels: Pixels };

/** What has been found in one more part of the test set. */
export type ConfusedPart = { images: ConfusedImage[]; done: number; parts: number };

export type ConfusedEffects = {
  readShard: (number: number, signal: AbortSignal) => Promise<ShardRows>;
};

/** Rows predicted in one call, so that drawing goes on beside it. */
const batchRows = 50;

/**
 * The test images of a cell, part by part of the test set. The record names the rows that are mistakes but not what they were
 * taken for: the model is asked again, about the mistakes of a label, or about what it gets right.
 *
 * @param predict images `[rows, height, width]` of bytes
 * @throws DemoError, InferenceError; the signal's reason when it is aborted
 */
export async function* confusedImages(
  model: DemoModel,
  { actual, predicted }: Confused,
  predict: (batch: Pixels) => Promise<Prediction>,
  signal: AbortSignal,
  effects: ConfusedEffects = {
    readShard: (number, aborted) => readShard(model, number, () => undefined, aborted),
  },
): AsyncGenerator<ConfusedPart> {
  const mistakes = new Set(model.mistakeIndices);
  const area = model.width * model.height;
  const parts = model.shards.length;
  for (let number = 0; number < parts; number++) {
    signal.throwIfAborted();
    const { first, images, labels } = await effects.readShard(number, signal);
    const candidates = Array.from(labels.keys()).filter(
      (row) => labels[row] === actual && mistakes.has(first + row) === (actual !== predicted),
    );
    const found: ConfusedImage[] = [];
    for (let from = 0; from < candidates.length; from += batchRows) {
      signal.throwIfAborted();
      const rows = candidates.slice(from, from + batchRows);
      const pixels = rows.map((row) => images.slice(row * area, (row + 1) * area));
      const batch = new Uint8Array(rows.length * area);
      pixels.forEach((one, place) => batch.set(one, place * area));
      const { probabilities } = await predict(batch);
      rows.forEach((row, place) => {
        const image = pixels[place];
        if (image && argmaxRow(probabilities, place, model.classes.length) === predicted)
          found.push({ index: first + row, label: actual, pixels: image });
      });
    }
    yield { images: found, done: number + 1, parts };
  }
}
