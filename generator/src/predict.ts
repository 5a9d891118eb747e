import {
  feedsOf,
  OutputError,
  outputNames,
  predictionsOf,
  TableError,
  type Predictions,
  type Table,
} from '@modelfolio/inference';
import type { ModelManifest } from '@modelfolio/schemas';
import { ModelfolioError } from './modelfolio-error.ts';
import type { InferenceModel } from './open-onnx-model.ts';
import { tableFailure } from './table-set.ts';

interface Options {
  /** Rows given to the model at once. */
  batchSize?: number;
  signal?: AbortSignal;
  onProgress?: (rows: number) => void;
}

type Signature = Pick<ModelManifest, 'input' | 'inputs' | 'output'>;

/**
 * Runs a model over the rows of a table in batches.
 *
 * @param file names the model in errors
 * @throws ModelfolioError `model-output-wrong` when outputs are not what the manifest says, not probabilities, or a label
 *   is not the most probable class; `evaluation-set-damaged` for a cell the model cannot take
 */
export async function predictTable(
  model: InferenceModel,
  manifest: Signature,
  table: Table,
  file: string,
  { batchSize = 250, signal, onProgress }: Options = {},
): Promise<Predictions> {
  const names = outputNames(manifest.output);
  const parts: Predictions[] = [];
  for (let start = 0; start < table.rows; start += batchSize) {
    signal?.throwIfAborted();
    const end = Math.min(start + batchSize, table.rows);
    const feeds = asModelError(file, () => feedsOf(manifest, table, start, end));
    const outputs = await model.run(feeds, names).catch((cause: unknown) => {
      throw new ModelfolioError(
        'model-output-wrong',
        `fails on rows ${start} to ${end - 1}: ${cause instanceof Error ? cause.message : String(cause)}`,
        { file, cause },
      );
    });
    parts.push(asModelError(file, () => predictionsOf(manifest.output, outputs, end - start)));
    onProgress?.(end);
  }
  const predictions = joined(parts, table.rows);
  if (predictions.kind === 'classes') checkProbabilities(predictions, manifest.output, file);
  return predictions;
}

function asModelError<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof TableError) throw tableFailure(error);
    if (error instanceof OutputError)
      throw new ModelfolioError('model-output-wrong', error.message, { file, cause: error });
    throw error;
  }
}

function joined(parts: readonly Predictions[], rows: number): Predictions {
  const [first] = parts;
  if (first?.kind === 'values') {
    const values = first.values.map((_, target) =>
      concatenated(
        parts.map((part) => (part.kind === 'values' ? part.values[target] : undefined)),
        rows,
      ),
    );
    return { ...first, values };
  }
  const classes = first?.classes ?? [];
  const predicted = new Uint32Array(rows);
  let at = 0;
  for (const part of parts)
    if (part.kind === 'classes') {
      predicted.set(part.predicted, at);
      at += part.predicted.length;
    }
  const probabilities = concatenated(
    parts.map((part) => (part.kind === 'classes' ? part.probabilities : undefined)),
    rows * classes.length,
  );
  return { kind: 'classes', classes, probabilities, predicted };
}

function concatenated(parts: readonly (Float64Array | undefined)[], length: number): Float64Array {
  const whole = new Float64Array(length);
  let at = 0;
  for (const part of parts) {
    if (part) whole.set(part, at);
    at += part?.length ?? 0;
  }
  return whole;
}

/** Every row must be probabilities, and its label the most probable class. */
function checkProbabilities(
  { classes: { length: classes }, probabilities, predicted }: Extract<Predictions, { kind: 'classes' }>,
  output: ModelManifest['output'],
  file: string,
): void {
  const wrong = (reason: string): ModelfolioError =>
    new ModelfolioError('model-output-wrong', reason, { file });
  for (let row = 0; row < predicted.length; row++) {
    let best = 0;
    let sum = 0;
    for (let label = 0; label < classes; label++) {
      const value = probabilities[row * classes + label] ?? NaN;
      if (!(value >= -1e-5 && value <= 1 + 1e-5))
        throw wrong(`row ${row}: output \`${output.probabilities}\` holds ${value}, which is no probability`);
      if (value > (probabilities[row * classes + best] ?? 0)) best = label;
      sum += value;
    }
    if (Math.abs(sum - 1) > 1e-3)
      throw wrong(`row ${row}: output \`${output.probabilities}\` sums to ${sum.toFixed(4)}, expected 1`);
    const label = predicted[row] ?? 0;
    // A graph may break near-ties by digits that its probabilities no longer hold.
    if ((probabilities[row * classes + label] ?? -1) < (probabilities[row * classes + best] ?? 0) - 1e-5)
      throw wrong(
        `row ${row}: output \`${output.prediction}\` says class ${label}, the most probable one is ${best}`,
      );
  }
}
