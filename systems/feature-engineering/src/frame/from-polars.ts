import { FeaturesError } from '../features-error.ts';
import { columnFromValues, exact } from './column-from-values.ts';
import { frameOf, type Column, type Frame } from './frame.ts';

/** As much of a `DataFrame` of `nodejs-polars` as is needed. */
export interface PolarsFrame {
  readonly columns: string[];
  readonly height: number;
  getColumn(name: string): PolarsSeries;
}
/** As much of a column. */
export interface PolarsSeries {
  readonly dtype: { toString(): string };
  toArray(): ArrayLike<unknown>;
}

/**
 * A data frame of Polars as a frame: numbers, true and false as 1 and 0, text and categories, and dates and times as ISO 8601 text
 * to the millisecond.
 *
 * @throws FeaturesError `value-invalid` naming row and column of a whole number beyond 2^53; `column-type` for lists, records
 *   and other types
 */
export function frameFromPolars(frame: PolarsFrame): Frame {
  return frameOf(
    frame.columns.map((name) => columnOfSeries(name, frame.getColumn(name))),
    frame.height,
  );
}

function columnOfSeries(name: string, series: PolarsSeries): Column {
  const type = /^DataType\((\w+)/.exec(String(series.dtype))?.[1] ?? String(series.dtype);
  const values = series.toArray();
  // Polars has already made the large ones double precision, where they are another number.
  if (/^U?Int64$/.test(type))
    for (let row = 0; row < values.length; row++) {
      const value = values[row];
      if (typeof value === 'number') exact(value, name, row);
    }
  if (/^(?:U?Int\d+|Float\d+|Bool|Boolean|Null)$/.test(type)) return columnFromValues(name, values, 'number');
  if (/^(?:String|Utf8|Categorical|Enum|Date|Datetime)$/.test(type))
    return columnFromValues(name, values, 'text');
  throw new FeaturesError('column-type', `Polars’ ${type} is neither numbers, text nor dates`, {
    column: name,
    hint: 'cast it before',
  });
}
