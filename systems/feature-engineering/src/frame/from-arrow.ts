import { FeaturesError } from '../features-error.ts';
import { columnFromValues } from './column-from-values.ts';
import { frameOf, type Column, type Frame } from './frame.ts';

/** As much of a table of `apache-arrow` as is needed. */
export interface ArrowTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChildAt(at: number): ArrowVector | null;
}
/** As much of a column. */
export interface ArrowVector {
  readonly length: number;
  readonly nullCount: number;
  /** Its text is such as `Int32`, `Dictionary<Int32, Utf8>`, `Timestamp<MICROSECOND>`. */
  readonly type: { toString(): string };
  get(row: number): unknown;
  /** Values one after the other, of all chunks. */
  toArray(): ArrayLike<unknown>;
}

/**
 * A table of Apache Arrow as a frame: whole and other numbers, true and false as 1 and 0, text, and dates and times as ISO 8601 text
 * to the millisecond, each also in a dictionary and in several chunks.
 *
 * @throws FeaturesError `value-invalid` naming row and column of a whole number beyond 2^53; `column-type` for lists, records,
 *   decimals and other types
 */
export function frameFromArrow(table: ArrowTable): Frame {
  const columns = table.schema.fields.map(({ name }, at): Column => {
    const vector = table.getChildAt(at);
    if (vector === null) throw new FeaturesError('column-missing', 'the column is missing', { column: name });
    return columnOfVector(name, vector);
  });
  return frameOf(columns, table.numRows);
}

const numeric = /^(?:U?int(?:8|16|32|64)|float(?:16|32|64)?|bool|null)$/i;
const textual = /^(?:Large)?Utf8(?:View)?$/i;

function columnOfVector(name: string, vector: ArrowVector): Column {
  const full = String(vector.type);
  const type = /^Dictionary<[^,]+, (.+)>$/.exec(full)?.[1] ?? full;
  // Without missing values, and of the type that a frame holds, there is nothing to look at.
  if (full === 'Float64' && vector.nullCount === 0)
    return { name, type: 'number', values: Float64Array.from(vector.toArray() as ArrayLike<number>) };
  const values = (of: (value: unknown) => unknown = (value) => value): unknown[] =>
    Array.from({ length: vector.length }, (_, row) => of(vector.get(row)));
  if (numeric.test(type)) return columnFromValues(name, values(), 'number');
  if (textual.test(type)) return columnFromValues(name, values(), 'text');
  if (/^(?:Date|Timestamp)/.test(type)) return columnFromValues(name, values(dateOf), 'text');
  throw new FeaturesError('column-type', `Arrow’s ${full} is neither numbers, text nor dates`, {
    column: name,
    hint: 'cast it before',
  });
}

/** Milliseconds since 1970, whatever the unit. */
const dateOf = (value: unknown): unknown => (typeof value === 'number' ? new Date(Math.floor(value)) : value);
