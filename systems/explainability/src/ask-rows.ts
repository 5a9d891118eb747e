import { ExplainabilityError } from './explainability-error.ts';
import type { Matrix } from './matrix.ts';
import type { ModelFunction } from './model-function.ts';

/** Rows that a model is asked about at once: they stay below some megabytes, and the work can be stopped between. */
export const rowsAtOnce = 8192;

/**
 * Asks a model, and checks what it says.
 *
 * @param name says, for a person, what row `at` of these is
 * @throws ExplainabilityError `model-failed` when the model throws (its message is kept) or gives another number of values,
 *   `not-finite` when one of them is no finite number; the signal's reason when it is aborted
 */
export async function askRows(
  model: ModelFunction,
  rows: Matrix,
  name: (at: number) => string,
  signal: AbortSignal | undefined,
): Promise<Float64Array> {
  signal?.throwIfAborted();
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
        hint: 'look for missing or extreme values in that row, or explain an output that is finite everywhere',
      });
  return values;
}
