import { numberOf } from '@modelfolio/inference';
import { FeaturesError } from '../features-error.ts';
import type { Column, Frame } from '../frame/frame.ts';
import { setLines } from './row-lines.ts';

/** What is done with the cells of a column: passed over, looked at whether they are numbers, read. */
export type CellUse = 'skip' | 'look' | Column['type'];

/** Frames that are being filled, a cell at a time. */
export class BatchBuilder {
  readonly #names: readonly string[];
  readonly #file: string;
  readonly #capacity: number;
  /** A column that is looked at is passed over from its first cell on that is no number. */
  readonly uses: CellUse[];
  /** Where the numbers and the words of each column go; `null` where it is not read. */
  numbers: (Float64Array | null)[] = [];
  words: ((string | null)[] | null)[] = [];
  lines = new Uint32Array(0);
  /** Rows in the frame that is being filled. */
  filled = 0;
  /** Rows in frames that were given before. */
  before = 0;

  constructor(file: string, names: readonly string[], uses: readonly CellUse[], capacity: number) {
    this.#file = file;
    this.#names = names;
    this.uses = [...uses];
    this.#capacity = capacity;
    this.#begin();
  }

  get isFull(): boolean {
    return this.filled === this.#capacity;
  }

  /** Takes a cell of the row that is being filled, `null` for a blank one; false where it must be a number and is none. */
  put(column: number, cell: string | null): boolean {
    const use = this.uses[column];
    if (use === 'text') (this.words[column] as (string | null)[])[this.filled] = cell;
    if (use === 'text' || use === 'skip') return true;
    const number = numberOf(cell);
    if (use === 'look') {
      if (number === null) this.uses[column] = 'skip';
      return true;
    }
    if (number !== null) (this.numbers[column] as Float64Array)[this.filled] = number;
    return number !== null;
  }

  noNumber(column: number, cell: string | null, line: number): FeaturesError {
    return new FeaturesError('value-invalid', `${JSON.stringify(cell)} is no number`, {
      file: `${this.#file}:${line}`,
      row: this.before + this.filled + 1,
      column: this.#names[column],
    });
  }

  /** The rows up to now; an empty frame is begun. */
  take(): Frame {
    const rows = this.filled;
    const columns = this.#names.flatMap((name, at): Column[] => {
      const numbers = this.numbers[at];
      const words = this.words[at];
      if (numbers) return [{ name, type: 'number', values: numbers.subarray(0, rows) }];
      if (!words) return [];
      // An empty line at the end may have left a cell.
      words.length = rows;
      return [{ name, type: 'text', values: words }];
    });
    const frame = { rows, columns };
    setLines(frame, this.lines.subarray(0, rows));
    this.before += rows;
    this.#begin();
    return frame;
  }

  /** Without frames, when cells are only looked at. */
  drop(): void {
    this.before += this.filled;
    this.filled = 0;
  }

  #begin(): void {
    const isRead = this.uses.some((use) => use === 'number' || use === 'text');
    this.filled = 0;
    this.numbers = this.uses.map((use) => (use === 'number' ? new Float64Array(this.#capacity) : null));
    this.words = this.uses.map((use) => (use === 'text' ? [] : null));
    if (isRead || this.lines.length === 0) this.lines = new Uint32Array(this.#capacity);
  }
}
