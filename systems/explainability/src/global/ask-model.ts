import { askRows, rowsAtOnce } from '../ask-rows.ts';
import type { ModelFunction, Work } from '../model-function.ts';

/**
 * What the model says of rows that are written when they are needed, so that a grid times a table never lies in memory
 * as a whole.
 *
 * @param count rows to ask about
 * @param columns columns of a row
 * @param write puts row `at` of all rows into `into`, which is as long as a row
 * @returns a number for each row
 * @throws ExplainabilityError `model-failed` when the model gives another number of answers, `not-finite` when one of them
 *   is no number; the signal's reason when it is aborted
 */
export async function askModel(
  model: ModelFunction,
  count: number,
  columns: number,
  write: (at: number, into: Float64Array) => void,
  { signal, progress }: Work = {},
): Promise<Float64Array> {
  const answers = new Float64Array(count);
  for (let from = 0; from < count; from += rowsAtOnce) {
    signal?.throwIfAborted();
    const rows = Math.min(rowsAtOnce, count - from);
    const values = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++)
      write(from + row, values.subarray(row * columns, (row + 1) * columns));
    const found = await askRows(model, { values, rows, columns }, (at) => `row ${from + at + 1}`, signal);
    answers.set(found, from);
    progress?.((from + rows) / count);
  }
  return answers;
}
