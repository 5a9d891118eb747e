import { shownValue } from '@modelfolio/failures';
import { InferenceError, numberOf } from '@modelfolio/inference';
import { readCsv } from '@modelfolio/inference/csv';
import { Refusal } from '../errors/refusal.ts';
import type { SignatureColumn } from '../signature.ts';
import { refuseNames, refuseNoRows, type ColumnTable } from './column-table.ts';

/**
 * A body of `text/csv`: a header that names the model's columns, and a row a line. All cells are text there: what reads as the
 * column's type is taken for it, and a blank cell for a missing value.
 *
 * @throws Refusal `inference-invalid` that names line and column
 */
export function csvTable(body: Uint8Array, columns: readonly SignatureColumn[]): ColumnTable {
  const table = readTable(body);
  refuseNames(table.columns, columns, '');
  refuseNoRows(Array.from({ length: table.rows }), '');
  return {
    rows: table.rows,
    cells: new Map(
      columns.map(({ name, type }) => [name, table.column(name).map((cell) => typedCell(cell, type))]),
    ),
    place: (row, column) => ({
      pointer: '',
      words: `line ${table.lineOf(row) ?? row + 2}, column ${shownValue(column)}`,
    }),
  };
}

function readTable(body: Uint8Array): ReturnType<typeof readCsv> {
  try {
    return readCsv(body, 'text/csv');
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    throw new Refusal('inference-invalid', error.message, { cause: error });
  }
}

/** A cell as JSON would have it; text where it is not of the type. */
function typedCell(cell: unknown, type: SignatureColumn['type']): unknown {
  if (typeof cell !== 'string' || type === 'string') return cell;
  const text = cell.trim();
  if (type === 'bool') {
    const truth = text.toLowerCase();
    return truth === 'true' ? true : truth === 'false' ? false : cell;
  }
  if (/^-?\d+$/.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : BigInt(text);
  }
  const number = numberOf(text);
  // pandas writes a missing number as a blank cell, or as nan.
  return number === null ? cell : Number.isNaN(number) ? null : number;
}
