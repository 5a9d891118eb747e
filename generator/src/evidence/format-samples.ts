import { sampleRows } from '@modelfolio/explainability';
import {
  outputNames,
  predictionsOf,
  predictTable,
  type Predictions,
  type Session,
} from '@modelfolio/inference';
import type { ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { openDescribedModel } from '../model/described-model.ts';
import type { FormatSample } from './compare-formats.ts';
import type { EvaluatedRows } from '../evaluation/evaluated-rows.ts';
import { sidesOf } from '../evaluation/evaluation-set.ts';
import { pickedRows } from './picked-rows.ts';
import { randomFeeds } from './random-feeds.ts';

/** Rows that formats are compared on: enough that a fault in one row of two hundred is met, 99 times of 100. */
const comparedRows = 1000;
/** Rows that are made up where there are none. */
const randomRows = 100;
const seed = 20_261_123;
/** Rows given to a model at once. */
const batchSize = 250;

/** Rows of the evaluation set, all or a sample. */
export function evaluationSample(
  { effects }: Project,
  manifest: ModelManifest,
  { table, predictions }: EvaluatedRows,
): FormatSample {
  const places = sampleRows(table.rows, comparedRows, seed);
  const part = pickedRows(table, places);
  return {
    on: 'evaluation',
    seed,
    reference: pickedPredictions(predictions, places),
    predict: (model) =>
      predictTable(model.run, sidesOf(manifest), part, { batchSize, signal: effects.signal }),
    rowOf: (place) => places[place] ?? 0,
  };
}

/**
 * Made-up rows, for a model that is judged on none: its formats must say the same of them, too.
 *
 * @throws ModelfolioError as `openDescribedModel` and `randomFeeds`
 */
export async function randomSample(project: Project, manifest: ModelManifest): Promise<FormatSample> {
  const feeds = randomFeeds(manifest, randomRows, seed);
  const predict = async ({ run }: Session): Promise<Predictions> =>
    predictionsOf(manifest.output, await run(feeds, outputNames(manifest.output)), randomRows);
  const { model } = await openDescribedModel(project, manifest);
  try {
    return { on: 'generated', seed, reference: await predict(model), predict, rowOf: (place) => place };
  } finally {
    await model.close();
  }
}

function pickedPredictions(predictions: Predictions, places: Int32Array): Predictions {
  if (predictions.kind === 'values') {
    const values = predictions.values.map((target) =>
      Float64Array.from(places, (place) => target[place] ?? Number.NaN),
    );
    return { ...predictions, values };
  }
  const width = predictions.classes.length;
  const probabilities = new Float64Array(places.length * width);
  places.forEach((place, row) =>
    probabilities.set(predictions.probabilities.subarray(place * width, (place + 1) * width), row * width),
  );
  return {
    ...predictions,
    probabilities,
    predicted: Uint32Array.from(places, (place) => predictions.predicted[place] ?? 0),
  };
}
