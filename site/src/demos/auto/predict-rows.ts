import {
  predictTable,
  type ModelSides,
  type Predictions,
  type RunGraph,
  type Table,
} from '@modelfolio/inference';
import type { InferenceEngine } from '@modelfolio/pages/engine/inference-engine';

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
 * @throws InferenceError, DemoError
 */
export async function predictRows(
  run: InferenceEngine['run'],
  sides: ModelSides,
  table: Table,
  done: (rows: number) => void = () => undefined,
): Promise<{ predictions: Predictions; latencyMs: number }> {
  let latencyMs = 0;
  const timed: RunGraph = async (feeds, wanted) => {
    const ran = await run(feeds, wanted);
    latencyMs += ran.latencyMs;
    return ran.outputs;
  };
  const predictions = await predictTable(timed, sides, table, {
    batchSize: chunkRows(sides),
    onProgress: done,
  });
  return { predictions, latencyMs };
}
