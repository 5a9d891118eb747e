import { FeaturesError } from '../features-error.ts';
import type { ByteReader } from './byte-reader.ts';

/** A record longer than this is one with a quote that nobody closed. */
const mostLength = 1 << 26;
const [lineFeed, carriageReturn, quote] = [10, 13, 34];

/** Whole lines of a text: no record is cut. */
export interface TextBlock {
  /** Is written over when the next block is asked for. */
  readonly bytes: Buffer;
  readonly isQuoted: boolean;
}

/**
 * Text in parts that end where a record of CSV ends: at a line's end with an even number of quotes before it. The last line
 * is given its end where it has none.
 *
 * @param length bytes of a part; it is more only where a record is longer
 * @param lineNow line that the part begins on, for the message
 * @throws FeaturesError for a record that does not end
 */
export async function* textBlocks(
  read: ByteReader,
  { name, length, lineNow }: { name: string; length: number; lineNow: () => number },
): AsyncGenerator<TextBlock> {
  let memory = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  for (let isEnd = false; !isEnd;) {
    // One byte is left for the end of the last line.
    const count = await read(memory.subarray(filled, memory.length - 1));
    isEnd = count === 0;
    filled += count;
    if (!isEnd && filled < memory.length - 1 && count < length / 8) continue;
    const { end, isQuoted } = isEnd
      ? { end: withLineEnd(memory, filled), isQuoted: memory.subarray(0, filled).includes(quote) }
      : recordsEnd(memory.subarray(0, filled));
    if (end > 0) {
      yield { bytes: memory.subarray(0, end), isQuoted };
      memory.copyWithin(0, end, filled);
      filled = Math.max(0, filled - end);
    } else if (!isEnd && filled === memory.length - 1) {
      if (memory.length >= mostLength) throw endless(name, lineNow());
      const larger = Buffer.allocUnsafeSlow(memory.length * 2);
      memory.copy(larger, 0, 0, filled);
      memory = larger;
    }
  }
}

function withLineEnd(memory: Buffer, filled: number): number {
  const last = memory[filled - 1];
  if (filled === 0 || last === lineFeed || last === carriageReturn) return filled;
  memory[filled] = lineFeed;
  return filled + 1;
}

/** Where the last whole record ends; 0 where there is none. */
function recordsEnd(bytes: Buffer): { end: number; isQuoted: boolean } {
  const isQuoted = bytes.includes(quote);
  if (!isQuoted) return { end: lineEnd(bytes), isQuoted };
  let isOpen = false;
  for (let at = bytes.indexOf(quote); at >= 0; at = bytes.indexOf(quote, at + 1)) isOpen = !isOpen;
  // From the end back to a line's end that no quote holds.
  for (let to = bytes.length; to > 0;) {
    const last = bytes.lastIndexOf(quote, to - 1);
    const end = isOpen ? 0 : lineEnd(bytes.subarray(last + 1, to));
    if (end > 0) return { end: last + 1 + end, isQuoted };
    if (last < 0) break;
    isOpen = !isOpen;
    to = last;
  }
  return { end: 0, isQuoted };
}

/** Place after the last line's end; a carriage return is one only where no line feed can follow, and there is none. */
function lineEnd(bytes: Buffer): number {
  const end = bytes.lastIndexOf(lineFeed) + 1;
  return end > 0 || bytes.length < 2 ? end : bytes.lastIndexOf(carriageReturn, bytes.length - 2) + 1;
}

const endless = (name: string, line: number): FeaturesError =>
  new FeaturesError('file-unreadable', 'a record of more than 64 MiB', {
    file: `${name}:${line}`,
    hint: 'a quote is opened there that is not closed, or it is no CSV',
  });

/** Place after the end of the first record, 0 where it does not end. */
export function firstRecordEnd(bytes: Uint8Array): number {
  let isOpen = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) isOpen = !isOpen;
    else if (!isOpen && byte === lineFeed) return at + 1;
    else if (!isOpen && byte === carriageReturn) return bytes[at + 1] === lineFeed ? at + 2 : at + 1;
  }
  return 0;
}

/** Number of lines that end in a part of a text: at a line feed, a carriage return, or both. */
export function countLines(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let lines = 0;
  for (let at = from; at < to; at++)
    if (bytes[at] === lineFeed || (bytes[at] === carriageReturn && bytes[at + 1] !== lineFeed)) lines++;
  return lines;
}
