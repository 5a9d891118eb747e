import { columnFromValues } from './column-from-values.ts';
import { givenType, type ColumnTypes } from './from-table.ts';
import { frameOf, type Frame } from './frame.ts';

/**
 * Objects, one a row, as a frame: the columns are all their keys, as they first appear; a key that is not there is a missing
 * value.
 *
 * @example
 * frameFromRows([{ age: 31, job: 'cook' }, { age: null, job: 'smith' }]);
 *
 * @param types of columns, where what they hold is not to decide; text that is to be numbers is refused
 * @throws FeaturesError `value-invalid` naming row and column: a whole number beyond 2^53, a list or a record
 */
export function frameFromRows(
  rows: readonly Readonly<Record<string, unknown>>[],
  types: ColumnTypes = {},
): Frame {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  const columns = Array.from(names, (name) =>
    columnFromValues(
      name,
      rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null)),
      givenType(types, name),
    ),
  );
  return frameOf(columns, rows.length);
}

/**
 * Arrays by the names of their columns as a frame: typed ones, or ordinary ones with `null` for a missing value. A
 * `Float64Array` is taken as it is, not copied.
 *
 * @example
 * frameFromColumns({ age: Float64Array.of(31, Number.NaN), job: ['cook', null] });
 *
 * @throws FeaturesError as {@link frameFromRows}, and when lengths differ
 */
export function frameFromColumns(
  columns: Readonly<Record<string, ArrayLike<unknown>>>,
  types: ColumnTypes = {},
): Frame {
  return frameOf(
    Object.entries(columns).map(([name, values]) => columnFromValues(name, values, givenType(types, name))),
  );
}
