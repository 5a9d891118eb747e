import type { Frame } from '../frame/frame.ts';

/** Lines that the rows of a batch begin on, beside it, so that a frame stays what it is. */
const linesOf = new WeakMap<Frame, Uint32Array>();

/** Says on which line of its file each row of a batch begins. */
export function setLines(frame: Frame, lines: Uint32Array): void {
  linesOf.set(frame, lines);
}

/** Line of the file that a row (from 0) of a batch begins on, or `null` in files without lines. */
export const lineIn = (frame: Frame, row: number): number | null => linesOf.get(frame)?.[row] ?? null;
