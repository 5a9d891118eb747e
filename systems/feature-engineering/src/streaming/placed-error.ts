import { FeaturesError } from '../features-error.ts';
import { lineIn } from './row-lines.ts';
import type { Frame } from '../frame/frame.ts';

/**
 * An error about a row of a batch, as one about the row of the whole file.
 *
 * @param before rows before the batch
 */
export function placedError(error: unknown, name: string, frame: Frame, before: number): unknown {
  if (!(error instanceof FeaturesError) || error.place.file != null) return error;
  const { code, reason, hint, place } = error;
  const line = place.row == null ? null : lineIn(frame, place.row - 1);
  return new FeaturesError(code, reason, {
    ...place,
    file: line === null ? name : `${name}:${line}`,
    row: place.row == null ? null : place.row + before,
    hint,
    cause: error,
  });
}
