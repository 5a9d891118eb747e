import { numberOf, type Cell, type Table } from '@modelfolio/inference';
import { FeaturesError } from '../features-error.ts';
import { frameOf, type Column, type Frame } from './frame.ts';

/** What a column is to be read as; those not named are found out from their cells. */
export type ColumnTypes = Readonly<Record<string, Column['type']>>;

/** The type that a column is given, whatever it is called: `constructor` too is a name. */
export const givenType = (types: ColumnTypes, name: string): Column['type'] | undefined =>
  Object.hasOwn(types, name) ? types[name] : undefined;

/**
 * The columns of a table that was read from a file (CSV, Parquet, …) as a frame. A column is numbers if every cell is one
 * or missing; a column without any value is numbers too. Missing are `null`, NaN, and what files write for them in a
 * column of numbers: `NaN`, `NA`, `null`.
 *
 * @param types from a fitted transformer: then a cell that is no number is an error, and no reason to take it for text
 * @throws FeaturesError `value-invalid` naming file, row and column of a cell that is no number
 */
export function frameFromTable(table: Table, types: ColumnTypes = {}): Frame {
  const columns = table.columns.map((name): Column => {
    const cells = table.column(name);
    const numbers = types[name] === 'text' ? null : numbersOf(table, name, cells, types[name] === 'number');
    return numbers
      ? { name, type: 'number', values: numbers }
      : { name, type: 'text', values: cells.map((cell) => (cell === null ? null : String(cell))) };
  });
  return frameOf(columns, table.rows);
}

/** The cells as numbers; `null` when one is none and need not be. */
function numbersOf(
  table: Table,
  name: string,
  cells: readonly Cell[],
  isNeeded: boolean,
): Float64Array | null {
  const values = new Float64Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const number = numberOf(cells[row] ?? null);
    if (number === null) {
      if (!isNeeded) return null;
      const line = table.lineOf(row);
      throw new FeaturesError('value-invalid', `${JSON.stringify(cells[row])} is no number`, {
        file: line === null ? table.name : `${table.name}:${line}`,
        row: row + 1,
        column: name,
      });
    }
    values[row] = number;
  }
  return values;
}
