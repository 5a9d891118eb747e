import { FeaturesError } from '../features-error.ts';

/** Numbers in double precision; NaN where there is none. */
export interface NumberColumn {
  readonly name: string;
  readonly type: 'number';
  readonly values: Float64Array;
}

/** Words; `null` where there is none. */
export interface TextColumn {
  readonly name: string;
  readonly type: 'text';
  readonly values: readonly (string | null)[];
}

export type Column = NumberColumn | TextColumn;

/** Rows in columns of one length, each of one type; no two have one name. */
export interface Frame {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/**
 * A frame of columns.
 *
 * @param rows needed only where there is no column
 * @throws FeaturesError `frame-invalid` when lengths differ or two columns have one name
 */
export function frameOf(columns: readonly Column[], rows = columns[0]?.values.length ?? 0): Frame {
  const names = new Set<string>();
  for (const { name, values } of columns) {
    if (names.has(name))
      throw new FeaturesError('frame-invalid', 'two columns have this name', { column: name });
    if (values.length !== rows)
      throw new FeaturesError('frame-invalid', `${values.length} values, the others have ${rows}`, {
        column: name,
      });
    names.add(name);
  }
  return { rows, columns };
}

/** A frame of no rows. */
export const emptyFrame = (columns: readonly { name: string; type: Column['type'] }[]): Frame =>
  frameOf(
    columns.map(({ name, type }) =>
      type === 'number' ? { name, type, values: new Float64Array(0) } : { name, type, values: [] },
    ),
    0,
  );

/** The rows from one to before another. */
export const rowsOf = (frame: Frame, from: number, to: number): Frame => ({
  rows: Math.max(0, Math.min(to, frame.rows) - from),
  columns: frame.columns.map((column) =>
    column.type === 'number'
      ? { ...column, values: column.values.subarray(from, to) }
      : { ...column, values: column.values.slice(from, to) },
  ),
});

/**
 * The column of a name.
 *
 * @throws FeaturesError `column-missing` when there is none
 */
export function columnOf(frame: Frame, name: string): Column {
  const column = frame.columns.find((one) => one.name === name);
  if (column) return column;
  throw new FeaturesError('column-missing', 'the column is missing', {
    column: name,
    hint: `there are: ${frame.columns.map((one) => one.name).join(', ') || 'none'}`,
  });
}

/**
 * The column of a name, as numbers.
 *
 * @throws FeaturesError `column-missing`, or `column-type` when it holds text
 */
export function numbersIn(frame: Frame, name: string): Float64Array {
  const column = columnOf(frame, name);
  if (column.type === 'number') return column.values;
  throw new FeaturesError('column-type', 'text where numbers are needed', { column: name });
}

/**
 * The column of a name, as text.
 *
 * @throws FeaturesError `column-missing`, or `column-type` when it holds numbers
 */
export function textIn(frame: Frame, name: string): readonly (string | null)[] {
  const column = columnOf(frame, name);
  if (column.type === 'text') return column.values;
  throw new FeaturesError('column-type', 'numbers where text is needed', { column: name });
}
