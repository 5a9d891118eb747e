import { predictTable, type Predictions, type Table } from '@modelfolio/inference';
import { sampleRows } from '@modelfolio/explainability';
import type { Evidence, ModelManifest } from '@modelfolio/schemas';
import type { Project } from '../effects.ts';
import { openFormat } from '../model/described-model.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { otherFormats } from './evidence-file.ts';
import { pickedRows } from './picked-rows.ts';
import { predictionGap } from './prediction-gap.ts';

/** Rows that another format is run on: enough that a fault in more than one row of two hundred is met, 99 times of 100. */
const comparedRows = 1000;
const seed = 20_261_123;
/** Rows given to the model at once. */
const batchSize = 250;

/**
 * Runs the other formats of a model on a sample of the rows, and says where they differ from the one that was evaluated.
 *
 * @param predictions what the evaluated format says of all rows
 * @throws ModelfolioError `manifest-stale`, `model-unreadable`, `model-stopped`, `model-output-wrong`
 */
export async function compareFormats(
  project: Project,
  manifest: ModelManifest,
  table: Table,
  predictions: Predictions,
): Promise<Evidence['formats']> {
  const places = sampleRows(table.rows, comparedRows, seed);
  const compared: Evidence['formats'] = [];
  for (const format of otherFormats(manifest)) {
    const model = await openFormat(project, manifest, format);
    try {
      const { signal } = project.effects;
      const other = await predictTable(model.run, manifest, pickedRows(table, places), { batchSize, signal });
      compared.push({
        format: format.format,
        files: format.files,
        runtime: model.runtime,
        seed,
        gap: predictionGap(pickedPredictions(predictions, places), other, (place) => places[place] ?? 0),
      });
    } catch (cause) {
      signalOrFailure(project, cause, `models/${manifest.id}/${format.entry}`);
    } finally {
      await model.close();
    }
  }
  return compared;
}

function signalOrFailure({ effects }: Project, cause: unknown, file: string): never {
  effects.signal.throwIfAborted();
  if (cause instanceof ModelfolioError) throw cause;
  throw new ModelfolioError(
    'model-output-wrong',
    `fails on the evaluation rows: ${cause instanceof Error ? cause.message : String(cause)}`,
    { file, cause },
  );
}

function pickedPredictions(predictions: Predictions, places: Int32Array): Predictions {
  if (predictions.kind === 'values') {
    const values = predictions.values.map((target) =>
      Float64Array.from(places, (place) => target[place] ?? NaN),
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
