import {
  InferenceError,
  isStop,
  predictTable,
  type ModelSides,
  type Predictions,
  type Session,
  type Table,
} from '@modelfolio/inference';
import { stopFailure } from '../model/stop-failure.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { tableFailure } from './table-set.ts';

interface Options {
  signal?: AbortSignal;
  onProgress?: (rows: number) => void;
}

/** Rows given to the model at once. */
const batchSize = 250;

/**
 * Runs a model over the rows of a table.
 *
 * @param file names the model in errors
 * @throws ModelfolioError `model-output-wrong` when outputs are not what the manifest says, not probabilities, not finite, or
 *   a label is not the most probable class; `model-stopped`; `evaluation-set-damaged` for a cell the model cannot take
 */
export async function checkedPredictions(
  model: Session,
  sides: ModelSides,
  table: Table,
  file: string,
  { signal, onProgress }: Options = {},
): Promise<Predictions> {
  let start = 0;
  const run: Session['run'] = (feeds, wanted) =>
    model.run(feeds, wanted).catch((cause: unknown) => {
      if (isStop(cause)) throw stopFailure(cause, file);
      const end = Math.min(start + batchSize, table.rows);
      throw new ModelfolioError(
        'model-output-wrong',
        `fails on rows ${start} to ${end - 1}: ${cause instanceof Error ? cause.message : String(cause)}`,
        { file, cause },
      );
    });
  const predictions = await predictTable(run, sides, table, {
    batchSize,
    isJudged: true,
    ...(signal && { signal }),
    onProgress: (rows) => {
      start = rows;
      onProgress?.(rows);
    },
  }).catch((error: unknown) => {
    throw asModelError(error, file);
  });
  if (predictions.kind === 'classes') checkProbabilities(predictions, sides.output, file);
  else checkValues(predictions, sides.output, file);
  return predictions;
}

function asModelError(error: unknown, file: string): unknown {
  if (!(error instanceof InferenceError)) return error;
  if (error.code === 'table') return tableFailure(error);
  return new ModelfolioError('model-output-wrong', error.reason, { file, hint: error.hint, cause: error });
}

/** No mean of errors is left of a value that is not finite. */
function checkValues(
  { targets, values }: Extract<Predictions, { kind: 'values' }>,
  output: ModelSides['output'],
  file: string,
): void {
  for (const [place, column] of values.entries()) {
    const row = column.findIndex((value) => !Number.isFinite(value));
    if (row === -1) continue;
    const { output: name } = output.targets?.[place] ?? { output: '' };
    throw new ModelfolioError(
      'model-output-wrong',
      `row ${row}: output \`${name}\` gives ${column[row]} for ${targets[place]?.name ?? ''}`,
      {
        file,
        hint: 'where a value is missing in that row, export the model with what fills it; else leave the row out',
      },
    );
  }
}

/** Every row must be probabilities, and its label the most probable class. */
function checkProbabilities(
  { classes: { length: classes }, probabilities, predicted }: Extract<Predictions, { kind: 'classes' }>,
  output: ModelSides['output'],
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
