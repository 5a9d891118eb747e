import { FeaturesError } from '../features-error.ts';
import { columnFromValues } from './column-from-values.ts';
import { frameOf, type Column, type Frame } from './frame.ts';

/** As much of a `DuckDBResultReader` of `@duckdb/node-api` as is needed. */
export interface DuckdbReader {
  readonly done: boolean;
  readonly currentRowCount: number;
  deduplicatedColumnNames(): string[];
  columnTypes(): readonly { toString(): string }[];
  getColumnsJS(): readonly (readonly unknown[])[];
}

/**
 * What DuckDB has found as a frame: numbers, true and false as 1 and 0, text, and dates and times as ISO 8601 text to the
 * millisecond.
 *
 * @example
 * const frame = frameFromDuckdb(await connection.runAndReadAll('SELECT age, job FROM people'));
 *
 * @throws FeaturesError `value-invalid` naming row and column of a whole number beyond 2^53; `column-type` for lists, records
 *   and other types; `usage` when not all rows were read
 */
export function frameFromDuckdb(reader: DuckdbReader): Frame {
  if (!reader.done)
    throw new FeaturesError('usage', 'DuckDB has more rows than were read', {
      hint: 'use runAndReadAll, or readAll',
    });
  const names = reader.deduplicatedColumnNames();
  const types = reader.columnTypes();
  names.forEach((column, at) => typeOf(column, String(types[at])));
  const values = reader.getColumnsJS();
  return frameOf(
    names.map((name, at) => columnFromValues(name, values[at] ?? [], typeOf(name, String(types[at])))),
    reader.currentRowCount,
  );
}

const numeric =
  /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|BOOLEAN|SQLNULL)$/;
const textual = /^(?:VARCHAR|UUID|DATE|ENUM\(.*\)|TIMESTAMP(?:_S|_MS|_NS| WITH TIME ZONE)?)$/s;

function typeOf(column: string, type: string): Column['type'] {
  if (numeric.test(type)) return 'number';
  if (textual.test(type)) return 'text';
  throw new FeaturesError('column-type', `DuckDB’s ${type} is neither numbers, text nor dates`, {
    column,
    hint: 'cast it in the query',
  });
}
