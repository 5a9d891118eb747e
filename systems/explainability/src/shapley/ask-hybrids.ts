import { ExplainabilityError } from '../explainability-error.ts';
import type { Matrix } from '../matrix.ts';
import type { ModelFunction } from '../model-function.ts';

/** Rows that a model is asked about at once, unless said otherwise. */
export const hybridsAtOnce = 8192;

/** How a model is asked. */
export interface Asking {
  readonly signal?: AbortSignal | undefined;
  /** The most rows that go to the model at once. Results do not depend on it. Default: {@link hybridsAtOnce}. */
  readonly rowsAtOnce?: number | undefined;
}

/**
 * Asks a model, and checks what it says. What waits besides, such as the message that stops the work, gets its turn before
 * each call.
 *
 * @param name says, for a person, what row `at` of these is
 * @throws ExplainabilityError `model-failed` when the model throws (its message is kept) or gives another number of values,
 *   `not-finite` when one of them is no finite number; the signal's reason when it is aborted
 */
export async function askHybrids(
  model: ModelFunction,
  rows: Matrix,
  name: (at: number) => string,
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  signal?.throwIfAborted();
  if (signal !== undefined) {
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
  }
  let values: Float64Array;
  try {
    values = await model(rows);
  } catch (cause) {
    signal?.throwIfAborted();
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ExplainabilityError('model-failed', `the model failed on ${name(0)}: ${message}`, { cause });
  }
  if (values.length !== rows.rows)
    throw new ExplainabilityError(
      'model-failed',
      `the model gave ${values.length} values for ${rows.rows} rows, expected one for each`,
    );
  for (let at = 0; at < values.length; at++)
    if (!Number.isFinite(values[at]))
      throw new ExplainabilityError('not-finite', `the model gave ${values[at]} for ${name(at)}`, {
        hint: 'explain an output that is finite everywhere, or leave such rows out of the background',
      });
  return values;
}
