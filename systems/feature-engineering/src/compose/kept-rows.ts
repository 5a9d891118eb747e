import { frameOf, type Column, type Frame } from '../frame/frame.ts';
import type { InputColumn, Target } from '../transformers/transformer.ts';

/** Columns that are kept in memory: numbers in double precision, text as the place of each word in a dictionary. */
export class KeptRows {
  readonly #columns: (InputColumn & { numbers: KeptNumbers; words: KeptWords<string | null> })[];
  #rows = 0;

  constructor(columns: readonly InputColumn[]) {
    this.#columns = columns.map(({ name, type }) => ({
      name,
      type,
      numbers: new KeptNumbers(),
      words: new KeptWords(),
    }));
  }

  add(frame: Frame): void {
    this.#rows += frame.rows;
    frame.columns.forEach((column, at) => {
      if (column.type === 'number') this.#columns[at]?.numbers.add(column.values);
      else this.#columns[at]?.words.add(column.values);
    });
  }

  /** All rows; nothing is kept after. */
  take(): Frame {
    const columns = this.#columns.map(({ name, type, numbers, words }): Column =>
      type === 'number'
        ? { name, type: 'number', values: numbers.take() }
        : { name, type: 'text', values: words.take() },
    );
    return frameOf(columns, this.#rows);
  }
}

/** The target, kept in whole from when someone asks for it. */
export class KeptTarget {
  #state: 'unwanted' | 'keeping' | 'complete' = 'unwanted';
  readonly #numbers = new KeptNumbers();
  readonly #words = new KeptWords<string | number>();
  #isNumbers = false;
  #whole: Target | null = null;

  readonly keep = (): (() => Target | null) => {
    if (this.#state === 'unwanted') this.#state = 'keeping';
    return () => this.#whole;
  };

  add({ values }: Target): void {
    if (this.#state !== 'keeping') return;
    this.#isNumbers = values instanceof Float64Array;
    if (values instanceof Float64Array) this.#numbers.add(values);
    else this.#words.add(values);
  }

  /** All rows were read. */
  end(): void {
    if (this.#state !== 'keeping') return;
    this.#state = 'complete';
    this.#whole = { values: this.#isNumbers ? this.#numbers.take() : this.#words.take() };
  }
}

class KeptNumbers {
  #parts: Float64Array[] = [];
  #length = 0;

  add(values: Float64Array): void {
    // A part of something larger would keep all of that.
    const isWhole = values.byteLength === values.buffer.byteLength;
    this.#parts.push(isWhole ? values : values.slice());
    this.#length += values.length;
  }

  take(): Float64Array<ArrayBuffer> {
    const all = new Float64Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    return all;
  }
}

class KeptWords<Word> {
  readonly #words: Word[] = [];
  readonly #places = new Map<Word, number>();
  #parts: Int32Array[] = [];

  add(words: readonly Word[]): void {
    this.#parts.push(Int32Array.from(words, (word) => this.#placeOf(word)));
  }

  take(): Word[] {
    const all = this.#parts.flatMap((part) => Array.from(part, (place) => this.#words[place] as Word));
    this.#parts = [];
    return all;
  }

  #placeOf(word: Word): number {
    const known = this.#places.get(word);
    if (known !== undefined) return known;
    const place = this.#words.push(word) - 1;
    this.#places.set(word, place);
    return place;
  }
}
