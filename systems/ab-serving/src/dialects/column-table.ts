import { shownValue } from '@modelfolio/failures';
import { listed } from '@modelfolio/failures/listed';
import { pointerTo } from '../errors/pointer.ts';
import { invalid, refuseAny } from '../errors/refusal.ts';
import { arrayAt, objectAt, type JsonObject } from '../protocol/json-object.ts';
import type { SignatureColumn } from '../signature.ts';

/** Where a cell stands: a pointer where the request is JSON, and words. */
export interface CellPlace {
  readonly pointer: string;
  readonly words: string;
}

/** Rows in columns, as a request has them. Every column that the model takes is there, and no other. */
export interface ColumnTable {
  readonly rows: number;
  readonly cells: ReadonlyMap<string, readonly unknown[]>;
  place(row: number, column: string): CellPlace;
}

type Columns = readonly SignatureColumn[];

const wordsOf = (column: string): string => `column ${shownValue(column)}`;

/** What is wrong with the names of a table's columns: those that are missing, and those that the model does not take. */
export function refuseNames(names: readonly string[], columns: Columns, pointer: string): void {
  const [given, taken] = [new Set(names), new Set(columns.map(({ name }) => name))];
  const missing = [...taken].filter((name) => !given.has(name));
  const extra = names.filter((name) => !taken.has(name));
  refuseAny(
    [
      ...missing.map((name) => ({ pointer, detail: `the ${wordsOf(name)} is missing` })),
      ...extra.map((name) => ({ pointer, detail: `the model takes no ${wordsOf(name)}` })),
    ],
    `it takes: ${listed([...taken])}`,
  );
}

/** @throws Refusal `inference-invalid` where there are none */
export function refuseNoRows(rows: readonly unknown[], pointer: string): void {
  if (rows.length === 0) throw invalid(pointer, 'there are no rows');
}

/**
 * Rows that name their columns.
 *
 * @param pointer to all of them
 * @param pointerOf to one
 * @throws Refusal `inference-invalid` that points to the row: no object, a column that is missing, or one too many
 */
export function recordsTable(
  records: readonly unknown[],
  columns: Columns,
  pointer: string,
  pointerOf: (row: number) => string = (row) => `${pointer}/${row}`,
): ColumnTable {
  refuseNoRows(records, pointer);
  const rows = records.map((record, row) => objectAt(record, pointerOf(row)));
  for (const [row, record] of rows.entries()) {
    const isWhole =
      Object.keys(record).length === columns.length &&
      columns.every(({ name }) => Object.hasOwn(record, name));
    if (!isWhole) refuseNames(Object.keys(record), columns, pointerOf(row));
  }
  return {
    rows: rows.length,
    cells: new Map(columns.map(({ name }) => [name, rows.map((record) => record[name])])),
    place: (row, column) => ({ pointer: `${pointerOf(row)}${pointerTo(column)}`, words: wordsOf(column) }),
  };
}

/**
 * Rows of cells in the order of these names.
 *
 * @param pointer to the rows
 * @throws Refusal `inference-invalid` that points to a row that is no array, or of another length
 */
export function positionalTable(
  given: readonly unknown[],
  names: readonly string[],
  pointer: string,
): ColumnTable {
  refuseNoRows(given, pointer);
  const rows = given.map((each, row) => {
    const cells = arrayAt(each, `${pointer}/${row}`, 'cells');
    if (cells.length !== names.length)
      throw invalid(`${pointer}/${row}`, `${cells.length} cells, expected ${names.length}: ${listed(names)}`);
    return cells;
  });
  const places = new Map(names.map((name, index) => [name, index]));
  return {
    rows: rows.length,
    cells: new Map(names.map((name, index) => [name, rows.map((cells) => cells[index])])),
    place: (row, column) => ({
      pointer: `${pointer}/${row}/${places.get(column) ?? 0}`,
      words: wordsOf(column),
    }),
  };
}

/**
 * Columns by name, each with a cell a row.
 *
 * @throws Refusal `inference-invalid` that points to a column that is no array, of another length than the first, missing or
 *   one too many
 */
export function namedColumnsTable(given: JsonObject, columns: Columns, pointer: string): ColumnTable {
  refuseNames(Object.keys(given), columns, pointer);
  const cells = new Map(
    columns.map(({ name }) => [name, arrayAt(given[name], `${pointer}${pointerTo(name)}`, 'cells')]),
  );
  const [[first, { length: rows }] = ['', []]] = cells;
  for (const [name, { length }] of cells)
    if (length !== rows)
      throw invalid(`${pointer}${pointerTo(name)}`, `${length} rows, and ${shownValue(first)} has ${rows}`);
  refuseNoRows(cells.get(first) ?? [], pointer);
  return {
    rows,
    cells,
    place: (row, column) => ({ pointer: `${pointer}${pointerTo(column, row)}`, words: wordsOf(column) }),
  };
}
