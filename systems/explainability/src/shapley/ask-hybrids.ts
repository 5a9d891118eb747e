import { askRows, rowsAtOnce } from '../ask-rows.ts';
import type { Matrix } from '../matrix.ts';
import type { ModelFunction } from '../model-function.ts';

/** How a model is asked. */
export interface Asking {
  readonly signal?: AbortSignal | undefined;
  /** The most rows that go to the model at once. Results do not depend on it. Default: {@link hybridsAtOnce}. */
  readonly rowsAtOnce?: number | undefined;
}

/** Rows that a model is asked about at once, unless said otherwise. */
export const hybridsAtOnce = rowsAtOnce;

/**
 * As {@link askRows}; what waits besides, such as the message that stops the work, gets its turn before each call.
 *
 * @throws ExplainabilityError as {@link askRows}
 */
export async function askHybrids(
  model: ModelFunction,
  rows: Matrix,
  name: (at: number) => string,
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  signal?.throwIfAborted();
  if (signal !== undefined) await new Promise((resolve) => setTimeout(resolve));
  return askRows(model, rows, name, signal);
}
