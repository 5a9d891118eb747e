import {
  feedsOf,
  joinPredictions,
  outputNames,
  predictionsOf,
  type Predictions,
  type Table,
} from '@modelfolio/inference';
import type { InferenceEngine } from '../engine/inference-engine.ts';
import type { ModelSides } from '@modelfolio/inference';

/** Rows that go in at once where the graph does not fix their number. */
const rowsAtOnce = 512;

/** Rows of one run: what the graph fixes as its first dimension, or many. */
export function chunkRows({ inputs }: Pick<ModelSides, 'inputs'>): number {
  const fixed = inputs.map(({ shape }) => shape[0]).find((size) => typeof size === 'number' && size > 0);
  return typeof fixed === 'number' ? fixed : rowsAtOnce;
}

/**
 * Predictions of a table's rows, chunk by chunk.
 *
 * @param done told of the rows that are ready
 * @throws TableError, OutputError, EngineError
 */
export async function predictRows(
  run: InferenceEngine['run'],
  sides: ModelSides,
  table: Table,
  done: (rows: number) => void = () => undefined,
): Promise<{ predictions: Predictions; latencyMs: number }> {
  const wanted = outputNames(sides.output);
  const step = chunkRows(sides);
  const parts: Predictions[] = [];
  let latencyMs = 0;
  for (let from = 0; from < table.rows; from += step) {
    const to = Math.min(from + step, table.rows);
    const ran = await run(feedsOf(sides, table, from, to), wanted);
    latencyMs += ran.latencyMs;
    parts.push(predictionsOf(sides.output, ran.outputs, to - from));
    done(to);
  }
  return { predictions: joinPredictions(parts), latencyMs };
}
