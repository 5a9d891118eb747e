import { csvRecords, raggedRow } from '@modelfolio/inference/csv';
import { FeaturesError } from '../features-error.ts';
import type { BatchBuilder } from './batch-builder.ts';
import { isText } from './byte-reader.ts';
import { countLines, type TextBlock } from './text-blocks.ts';
import { WordCache } from './word-cache.ts';

const [tab, lineFeed, carriageReturn, blank, quote, minus, point, zero] = [9, 10, 13, 32, 34, 45, 46, 48];
/** Powers of ten that are exact in double precision. */
const powers = Float64Array.from({ length: 23 }, (_, at) => Number(`1e${at}`));
/** Whole numbers of so many digits are exact. */
const exactDigits = 15;

/**
 * Reads the rows of CSV blocks into a batch, from their bytes: many times as fast as by csv-parse. A record with anything odd (a
 * stray quote, a cell too few, text among numbers) is left to csv-parse with all that follows in the block, so that
 * what is wrong is said by one.
 */
export class CsvRows {
  readonly #name: string;
  readonly #delimiter: number;
  readonly #width: number;
  readonly #batch: BatchBuilder;
  readonly #caches: WordCache[];
  #isOdd = false;
  /** Line that the next row begins on. */
  line: number;

  constructor(
    name: string,
    {
      delimiter,
      width,
      line,
      batch,
    }: { delimiter: string; width: number; line: number; batch: BatchBuilder },
  ) {
    this.#name = name;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#width = width;
    this.#batch = batch;
    this.#caches = Array.from({ length: width }, () => new WordCache());
    this.line = line;
  }

  /**
   * Reads a block; pauses whenever the batch is full.
   *
   * @throws FeaturesError or InferenceError naming file and line
   */
  *read({ bytes, isQuoted }: TextBlock): Generator<void> {
    refuseNoText(bytes, this.#name, this.line);
    for (let at = 0; at < bytes.length;) {
      at = this.#readFast(bytes, at, isQuoted);
      if (this.#isOdd) {
        this.#isOdd = false;
        yield* this.#readSlowly(bytes.subarray(at));
        return;
      }
      if (this.#batch.isFull) yield;
    }
  }

  /** Reads what is left of a block by csv-parse. */
  *#readSlowly(bytes: Buffer): Generator<void> {
    const delimiter = String.fromCharCode(this.#delimiter);
    const records = csvRecords(bytes.toString('utf8'), this.#name, { delimiter, first: this.line });
    for (const { record, line } of records) {
      if (record.length !== this.#width) throw raggedRow(this.#name, line, record.length, this.#width);
      for (let column = 0; column < this.#width; column++) {
        const cell = record[column] as string;
        if (!this.#putText(cell, column)) throw this.#batch.noNumber(column, cell, line);
      }
      this.#batch.lines[this.#batch.filled++] = line;
      if (this.#batch.isFull) yield;
    }
    this.line += countLines(bytes);
  }

  /** Reads from a place up to the end, to an odd record, or until the batch is full; the place after what was read. */
  #readFast(bytes: Buffer, from: number, isQuoted: boolean): number {
    const [batch, delimiter, width] = [this.#batch, this.#delimiter, this.#width];
    const { uses, numbers, words, lines } = batch;
    const { length } = bytes;
    const last = width - 1;
    // Before the next quote, a cell without one at its begin has none.
    let nextQuote = isQuoted ? quoteFrom(bytes, from) : Infinity;
    let at = from;
    while (at < length && !batch.isFull) {
      const start = at;
      let isBlank = false;
      let lineEnds = 0;
      for (let column = 0; column < width; column++) {
        const cell = at;
        const use = uses[column];
        let byte = bytes[at] as number;
        if (byte === quote) {
          const end = closingQuote(bytes, cell + 1);
          if (end < 0 || !this.#putQuoted(bytes, cell + 1, end, column)) return this.#odd(start);
          at = end + 1;
          nextQuote = quoteFrom(bytes, at);
          lineEnds += countLines(bytes, cell, end);
        } else if (use === 'number' || use === 'look') {
          const isNegative = byte === minus;
          if (isNegative) byte = bytes[++at] as number;
          let [digits, decimals, value] = [0, 0, 0];
          for (; byte >= zero && byte < zero + 10; byte = bytes[++at] as number) {
            value = value * 10 + (byte - zero);
            digits++;
          }
          if (byte === point)
            for (
              byte = bytes[++at] as number;
              byte >= zero && byte < zero + 10;
              byte = bytes[++at] as number
            ) {
              value = value * 10 + (byte - zero);
              digits++;
              decimals++;
            }
          const isEnd = byte === delimiter || byte === lineFeed || byte === carriageReturn;
          // A whole number and a power of ten that are exact give the nearest number when divided: Clinger 1990.
          if (isEnd && digits > 0 && digits <= exactDigits) {
            if (use === 'number') {
              const number = decimals === 0 ? value : value / (powers[decimals] as number);
              (numbers[column] as Float64Array)[batch.filled] = isNegative ? -number : number;
            }
          } else if (isEnd && at === cell) {
            if (use === 'number') (numbers[column] as Float64Array)[batch.filled] = Number.NaN;
          } else {
            at = cellEnd(bytes, at, delimiter);
            if (!this.#putText(bytes.toString('utf8', cell, at), column)) return this.#odd(start);
          }
        } else {
          let hash = 0;
          while (byte !== delimiter && byte !== lineFeed && byte !== carriageReturn) {
            hash = Math.imul(hash ^ byte, 0x01000193);
            byte = bytes[++at] as number;
          }
          if (use === 'text')
            (words[column] as (string | null)[])[batch.filled] =
              at === cell ? null : (this.#caches[column] as WordCache).wordAt(bytes, cell, at, hash);
        }
        const stop = bytes[at];
        if (at > nextQuote || (stop !== delimiter && stop !== lineFeed && stop !== carriageReturn))
          return this.#odd(start);
        if ((stop === delimiter) === column < last) {
          if (column < last) at++;
          else if (last === 0) isBlank = isBlankText(bytes, cell, at);
          continue;
        }
        if (column > 0 || stop === delimiter || !isBlankText(bytes, cell, at)) return this.#odd(start);
        isBlank = true;
        break;
      }
      at += bytes[at] === carriageReturn && at + 1 < length && bytes[at + 1] === lineFeed ? 2 : 1;
      // Empty lines are passed over.
      if (!isBlank) lines[batch.filled++] = this.line;
      this.line += 1 + lineEnds;
    }
    return at;
  }

  /** A record that csv-parse is to read, or to say what is wrong with. */
  #odd(start: number): number {
    this.#isOdd = true;
    return start;
  }

  /** Takes what stands between quotes; false where it is not what its column needs. */
  #putQuoted(bytes: Buffer, from: number, to: number, column: number): boolean {
    if (this.#batch.uses[column] === 'skip') return true;
    const cell = bytes.toString('utf8', from, to);
    return this.#putText(cell.includes('"') ? cell.replaceAll('""', '"') : cell, column);
  }

  #putText(cell: string, column: number): boolean {
    return this.#batch.put(column, cell.trim() === '' ? null : cell);
  }
}

/** The quote that closes a cell, from the letter after the one that opens it; -1 where there is none. */
function closingQuote(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== quote) continue;
    if (bytes[at + 1] !== quote) return at;
    at++;
  }
  return -1;
}

function quoteFrom(bytes: Buffer, from: number): number {
  const at = bytes.indexOf(quote, from);
  return at < 0 ? Infinity : at;
}

function cellEnd(bytes: Buffer, from: number, delimiter: number): number {
  let at = from;
  for (let byte = bytes[at]; byte !== delimiter && byte !== lineFeed && byte !== carriageReturn;)
    byte = bytes[++at];
  return at;
}

/** Whether a cell holds nothing but blanks, in quotes or not. */
function isBlankText(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++)
    if (bytes[at] !== blank && bytes[at] !== tab)
      return /^(?:\s*|"\s*")$/.test(bytes.toString('utf8', from, to));
  return true;
}

/** @throws FeaturesError naming the first line that is no text in UTF-8, or that holds a byte of zeros */
export function refuseNoText(bytes: Buffer, name: string, line: number): void {
  const hasZero = bytes.includes(0);
  if (!hasZero && isText(bytes)) return;
  let at = line;
  for (let from = 0; from < bytes.length; at++) {
    const end = bytes.subarray(from).findIndex((byte) => byte === lineFeed || byte === carriageReturn);
    const to = end < 0 ? bytes.length : from + end;
    const own = bytes.subarray(from, to);
    if (own.includes(0))
      throw new FeaturesError('file-unreadable', 'a byte of zeros, which is no text', {
        file: `${name}:${at}`,
        hint: 'it is damaged, or no CSV; save UTF-16 with its byte order mark',
      });
    if (!isText(own))
      throw new FeaturesError('file-unreadable', 'not UTF-8 text', {
        file: `${name}:${at}`,
        hint: 'save it as CSV in UTF-8',
      });
    from = bytes[to] === carriageReturn && bytes[to + 1] === lineFeed ? to + 2 : to + 1;
  }
}
