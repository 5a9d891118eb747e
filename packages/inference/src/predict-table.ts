import { feedsOf, type ModelSides } from './feeds.ts';
import { joinPredictions } from './join-predictions.ts';
import { outputNames, predictionsOf, type Predictions } from './predictions.ts';
import type { RunGraph } from './session.ts';
import type { Table } from './table.ts';
import { watchActivation } from './watch-activation.ts';

interface Options {
  /** Rows given to the model at once. */
  readonly batchSize: number;
  /** Looked at between two batches. */
  readonly signal?: AbortSignal;
  /** Whether the rows stand for all that the model sees, so that they tell what its scores are. */
  readonly isJudged?: boolean;
  /** Told of the rows that are ready. */
  readonly onProgress?: (rows: number) => void;
}

/**
 * What a model says of the rows of a table, batch after batch.
 *
 * @throws InferenceError `table` for a cell that the model cannot take, `output` for outputs that are not what the
 *   manifest says, and for an activation over probabilities of judged rows; RangeError for a table without rows; and what `run` throws
 */
export async function predictTable(
  run: RunGraph,
  sides: ModelSides,
  table: Table,
  { batchSize, signal, isJudged, onProgress }: Options,
): Promise<Predictions> {
  const wanted = outputNames(sides.output);
  const parts: Predictions[] = [];
  const activation = watchActivation(sides.output);
  for (let start = 0; start < table.rows; start += batchSize) {
    signal?.throwIfAborted();
    const end = Math.min(start + batchSize, table.rows);
    const outputs = await run(feedsOf(sides, table, start, end), wanted);
    if (isJudged) activation.see(outputs, end - start);
    parts.push(predictionsOf(sides.output, outputs, end - start));
    onProgress?.(end);
  }
  activation.refuse();
  return joinPredictions(parts);
}
