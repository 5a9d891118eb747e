import type { Column, Frame } from '../frame/frame.ts';
import type { InputColumn } from '../transformers/transformer.ts';

/** What a starter pipeline is made by; nothing of it needs memory that grows with the rows. */
export interface ColumnLook extends InputColumn {
  readonly rows: number;
  readonly missing: number;
  /** Different values, as far as they were counted: {@link mostDistinct} stands for that and more. */
  readonly distinct: number;
  /** Whole numbers, none missing, each greater than the one before; or text that differs in every row looked at. */
  readonly isName: boolean;
  /** Mean number of words in a text. */
  readonly words: number;
}

/** So many different values are counted. */
export const mostDistinct = 10_000;

/** Looks at columns that come in batches. */
export function columnLooks(columns: readonly InputColumn[]): {
  add(frame: Frame): void;
  looks(): ColumnLook[];
} {
  const seen = columns.map(({ name, type }) => ({
    name,
    type,
    rows: 0,
    missing: 0,
    values: new Set<number | string>(),
    /** Whether it may still be the name of its row. */
    isName: true,
    last: -Infinity,
    words: 0,
  }));
  return {
    add(frame) {
      frame.columns.forEach((column, at) => {
        const own = seen[at];
        if (own) look(own, column);
      });
    },
    looks: () =>
      seen.map(({ name, type, rows, missing, values, isName, words }) => ({
        name,
        type,
        rows,
        missing,
        distinct: values.size,
        isName: isName && missing === 0 && rows > 1,
        words: rows === missing ? 0 : words / (rows - missing),
      })),
  };
}

interface Seen {
  rows: number;
  missing: number;
  values: Set<number | string>;
  isName: boolean;
  last: number;
  words: number;
}

function look(own: Seen, column: Column): void {
  own.rows += column.values.length;
  for (const value of column.values as readonly (number | string | null)[]) {
    if (value === null || Number.isNaN(value)) {
      own.missing++;
      continue;
    }
    if (typeof value === 'number') {
      if (!Number.isInteger(value) || value <= own.last) own.isName = false;
      own.last = value;
    } else own.words += value.trim().split(/\s+/).length;
    if (own.values.size >= mostDistinct) continue;
    if (typeof value === 'string' && own.values.has(value)) own.isName = false;
    own.values.add(value);
  }
}
