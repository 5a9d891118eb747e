import {
  feedsOf,
  InferenceError,
  isStop,
  predictionsOf,
  type Table,
  type Tensor,
} from '@modelfolio/inference';
import type { ModelManifest } from '@modelfolio/schemas';
import type { Effects } from '../effects.ts';
import { stopFailure } from '../model/stop-failure.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { tableFailure } from '../evaluation/table-set.ts';
import { blankFeeds } from './blank-feeds.ts';

const mostRows = 64;
/** Rows of zeros where there is no table: two, so that a batch that is fixed after all shows. */
const blankRows = 2;
const tolerance = 1e-4;

/** What a few rows told. */
export type Trial = { outcome: 'fits' } | { outcome: 'needs-activation'; activation: 'softmax' | 'sigmoid' };

/**
 * Runs a model over a few rows to see that it opens, takes them and gives what its manifest says.
 *
 * @param batchFreed compares rows alone with rows together
 * @throws ModelfolioError `model-unreadable`, `model-stopped`, `model-output-wrong` or `evaluation-set-damaged`
 */
export async function tryModel(
  bytes: Uint8Array,
  manifest: Pick<ModelManifest, 'inputs' | 'input' | 'output'>,
  table: Table | null,
  { path, batchFreed, effects }: { path: string; batchFreed: boolean; effects: Effects },
): Promise<Trial> {
  const wrong = (
    code: 'model-unreadable' | 'model-output-wrong',
    reason: string,
    hint: string,
    cause: unknown,
  ) => new ModelfolioError(code, reason, { file: path, hint, cause });
  const model = await effects.openModel(bytes).catch((cause: unknown) => {
    if (isStop(cause)) throw stopFailure(cause, path);
    throw wrong(
      'model-unreadable',
      `ONNX Runtime cannot open it: ${messageOf(cause)}`,
      'export it again, for an older opset if need be',
      cause,
    );
  });
  const run = (feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> =>
    model.run(feeds).catch((cause: unknown) => {
      if (isStop(cause)) throw stopFailure(cause, path);
      const freed = batchFreed
        ? 'the batch is fixed inside the graph: export with a free first dimension'
        : 'see that the data is what the model was trained on';
      throw wrong('model-output-wrong', `ONNX Runtime cannot run it: ${messageOf(cause)}`, freed, cause);
    });
  try {
    const rows = table ? Math.min(mostRows, table.rows) : blankRows;
    const feeds = (from: number, to: number): Record<string, Tensor> =>
      table ? feedsOf(manifest, table, from, to) : blankFeeds(manifest, to - from);
    const together = flat(predictionsOf(manifest.output, await run(feeds(0, rows)), rows));
    if (batchFreed)
      for (let row = 0; row < Math.min(rows, 4); row++) {
        const alone = flat(predictionsOf(manifest.output, await run(feeds(row, row + 1)), 1));
        const width = together.length / rows;
        if (alone.some((value, index) => Math.abs(value - (together[row * width + index] ?? 0)) > tolerance))
          throw wrong(
            'model-output-wrong',
            'rows together give other results than alone',
            'export with a free first dimension for the batch',
            null,
          );
      }
    return judge(manifest.output, together, rows);
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    if (error.code === 'table') throw tableFailure(error);
    throw wrong('model-output-wrong', error.message, 'say in signature which outputs are meant', error);
  } finally {
    await model.close();
  }
}

/** Probabilities lie between 0 and 1 and sum to 1; what does not must be logits. */
function judge(output: ModelManifest['output'], values: Float64Array, rows: number): Trial {
  if (output.task === 'regression') return { outcome: 'fits' };
  const classes = values.length / rows;
  for (let row = 0; row < rows; row++) {
    const probabilities = values.subarray(row * classes, (row + 1) * classes);
    const sum = probabilities.reduce((total, value) => total + value, 0);
    const fits = probabilities.every((value) => value >= -tolerance && value <= 1 + tolerance);
    // Rows of missing values may give NaN: the evaluation tells of those.
    if (!Number.isNaN(sum) && !(fits && Math.abs(sum - 1) <= tolerance))
      return {
        outcome: 'needs-activation',
        activation: classes === 2 && Math.abs(sum - 1) <= tolerance ? 'sigmoid' : 'softmax',
      };
  }
  return { outcome: 'fits' };
}

function flat(predictions: ReturnType<typeof predictionsOf>): Float64Array {
  if (predictions.kind === 'classes') return predictions.probabilities;
  const { values } = predictions;
  const rows = values[0]?.length ?? 0;
  return Float64Array.from(
    { length: rows * values.length },
    (_, index) => values[index % values.length]?.[Math.floor(index / values.length)] ?? 0,
  );
}

function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.length > 300 ? `${message.slice(0, 300)}…` : message;
}
