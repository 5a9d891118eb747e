import { FeaturesError } from '../features-error.ts';
import { lineIn } from './row-lines.ts';
import type { Frame } from '../frame/frame.ts';

/**
 * An error about a row of a batch, as one about the row of the whole file.
 *
 * @param before rows before the batch
 */
export function placedError(error: unknown, name: string, frame: Frame, before: number): unknown {
  if (!(error instanceof FeaturesError) || error.place.file !== undefined) return error;
  const { row, column } = error.place;
  const line = row === undefined ? null : lineIn(frame, row - 1);
  const head = [
    row === undefined ? [] : [`row ${row}`],
    column === undefined ? [] : [`column ${JSON.stringify(column)}`],
  ].flat();
  const tail = error.hint === null ? '' : ` (${error.hint})`;
  const from = head.length === 0 ? 0 : head.join(', ').length + 2;
  const reason = error.message.slice(from, error.message.length - tail.length);
  return new FeaturesError(error.code, reason, {
    file: line === null ? name : `${name}:${line}`,
    row: row === undefined ? undefined : row + before,
    column,
    hint: error.hint ?? undefined,
    cause: error,
  });
}
