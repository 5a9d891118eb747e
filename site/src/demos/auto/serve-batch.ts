import { EngineError, type InferenceEngine } from '../engine/inference-engine.ts';
import type { BatchProgress, BatchRequest, BatchResult } from './batch.ts';

/**
 * {@link predictTable} where the engine lives; its code is fetched with the first table.
 *
 * @throws EngineError `table` with the line that says what is wrong with the file, and where
 */
export async function serveBatch(
  run: InferenceEngine['run'],
  request: BatchRequest,
  progress: (progress: BatchProgress) => void,
): Promise<BatchResult> {
  const [{ predictTable }, { TableError, OutputError }] = await Promise.all([
    import('./predict-table.ts'),
    import('@modelfolio/inference'),
  ]);
  try {
    return await predictTable(run, request, progress);
  } catch (cause) {
    if (cause instanceof TableError) throw new EngineError('table', cause.message);
    if (cause instanceof OutputError) throw new EngineError('model', cause.message);
    throw cause;
  }
}
