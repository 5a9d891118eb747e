import { readSync, writeSync } from 'node:fs';
import { frameChunks, frameParts, type Frame } from './frame.ts';

/**
 * Waits for the next frame. It blocks the thread: a child has nothing else to do, and reads large arrays straight into
 * place.
 *
 * @returns `null` when the other end is closed
 */
export function readFrame(descriptor: number): Frame | null {
  const parts = frameParts(Infinity);
  for (let step = parts.next(); ; step = parts.next()) {
    if (step.done === true) return step.value;
    if (!fill(descriptor, step.value)) return null;
  }
}

/** Writes a frame whole. @throws the system's error when nobody reads any more */
export function writeFrame(descriptor: number, body: unknown, views: readonly ArrayBufferView[] = []): void {
  for (const chunk of frameChunks(body, views))
    for (let written = 0; written < chunk.length;)
      written += writeSync(descriptor, chunk, written, chunk.length - written);
}

function fill(descriptor: number, target: Buffer): boolean {
  for (let filled = 0; filled < target.length;) {
    const read = readSync(descriptor, target, filled, target.length - filled, null);
    if (read === 0) return false;
    filled += read;
  }
  return true;
}
