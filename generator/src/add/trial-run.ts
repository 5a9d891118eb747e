import {
  feedsOf,
  InferenceError,
  isStop,
  type ModelSides,
  predictionsOf,
  watchActivation,
  type Table,
  type Tensor,
} from '@modelfolio/inference';
import type { Effects } from '../effects.ts';
import { stopFailure } from '../model/stop-failure.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { tableFailure } from '../evaluation/table-set.ts';
import { blankFeeds } from './blank-feeds.ts';
import { judgeScores, type Trial } from './judge-scores.ts';

const mostRows = 64;
/** Rows of zeros where there is no table: two, so that a batch that is fixed after all shows. */
const blankRows = 2;
const tolerance = 1e-4;

/**
 * Runs a model over a few rows to see that it opens, takes them and gives what its manifest says.
 *
 * @param batchFreed compares rows alone with rows together
 * @throws ModelfolioError `model-unreadable`, `model-stopped`, `model-output-wrong` or `evaluation-set-damaged`
 */
export async function tryModel(
  bytes: Uint8Array,
  manifest: ModelSides,
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
      openingHint(messageOf(cause)),
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
    const outputs = await run(feeds(0, rows));
    const together = flat(predictionsOf(manifest.output, outputs, rows));
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
    const activation = watchActivation(manifest.output);
    // Rows of zeros tell little: nothing is judged by them either.
    if (table) activation.see(outputs, rows);
    activation.refuse();
    return judgeScores(manifest.output, outputs, rows);
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    if (error.code === 'table') throw tableFailure(error);
    const hint = error.hint ?? 'name the outputs that are meant: --probabilities, --prediction';
    throw wrong('model-output-wrong', error.reason, hint, error);
  } finally {
    await model.close();
  }
}

function openingHint(message: string): string {
  // The converters write en_US, which small machines lack and no browser has.
  if (/locale/i.test(message))
    return "it changes the case of text under a locale that is not here, and in no browser: export with locale C (skl2onnx: options={TfidfVectorizer: {'locale': 'C'}})";
  return 'export it again, for an older opset if need be';
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
