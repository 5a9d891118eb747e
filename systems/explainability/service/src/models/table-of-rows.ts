import { shortened, shownValue } from '@modelfolio/failures';
import { listed } from '@modelfolio/failures/listed';
import { tableOf, wholeBounds, type Cell, type Table } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import type { Cells } from '../requests/row.ts';
import type { FieldProblem } from '@modelfolio/service/request-failure';
import { ServiceError } from '../service-error.ts';

/**
 * Rows of a request as a table of the model's columns.
 *
 * @param at where they stand in the request, e.g. `rows`; a row that stands alone has no number
 * @throws ServiceError `row-invalid` that names each wrong field (the first 20): a column that is unknown or missing, a
 *   value of another type, a category that the model has not seen
 */
export function tableOfRows(
  columns: readonly TabularColumn[],
  rows: readonly Cells[],
  at: (row: number) => string,
): Table {
  const problems = rows.flatMap((cells, row) => [
    ...unknownColumns(columns, cells, at(row)),
    ...columns.flatMap((column) => problemOf(column, cells, at(row))),
  ]);
  refuse(problems);
  const cells = columns.map(({ name }): [string, Cell[]] => [name, rows.map((row) => row[name] ?? null)]);
  return tableOf('the request', new Map(cells), rows.length);
}

/**
 * Checks cells of some of the columns.
 *
 * @throws ServiceError as {@link tableOfRows}
 */
export function checkCells(columns: readonly TabularColumn[], cells: Cells, at: string): void {
  refuse([
    ...unknownColumns(columns, cells, at),
    ...columns
      .filter(({ name }) => Object.hasOwn(cells, name))
      .flatMap((column) => problemOf(column, cells, at)),
  ]);
}

const mostTold = 20;

function refuse(problems: readonly FieldProblem[]): void {
  const [first] = problems;
  if (!first) return;
  const more = problems.length > 1 ? `; ${problems.length - 1} more` : '';
  throw new ServiceError(
    'row-invalid',
    `${first.field}: expected ${first.expected}, received ${first.received}${more}`,
    { errors: problems.slice(0, mostTold) },
  );
}

function unknownColumns(columns: readonly TabularColumn[], cells: Cells, at: string): FieldProblem[] {
  const names = new Set(columns.map(({ name }) => name));
  return Object.keys(cells)
    .filter((name) => !names.has(name))
    .map((name) => ({
      field: `${at}.${shortened(name)}`,
      expected: `one of the model's columns: ${listed([...names], 50)}`,
      received: 'an unknown column',
    }));
}

function problemOf(column: TabularColumn, cells: Cells, at: string): FieldProblem[] {
  const { name } = column;
  const value = Object.hasOwn(cells, name) ? cells[name] : undefined;
  const expected = expectedOf(column, value);
  if (expected === null) return [];
  return [{ field: `${at}.${name}`, expected, received: shown(value) }];
}

/** What belongs into a column, in words; `null` when the value does. */
function expectedOf({ type, categories, missing }: TabularColumn, value: Cell | undefined): string | null {
  const orNull = missing ? ', or null' : '';
  if (value === null && missing) return null;
  if (type === 'string') {
    if (categories === null || categories.length === 0)
      return typeof value === 'string' ? null : `text${orNull}`;
    return typeof value === 'string' && categories.includes(value)
      ? null
      : `one of ${listed(categories.map((each) => JSON.stringify(each)), 50)}${orNull}`;
  }
  if (type === 'bool') return typeof value === 'boolean' ? null : `true or false${orNull}`;
  const bounds = wholeBounds[type];
  if (bounds === null) return typeof value === 'number' ? null : `a number${orNull}`;
  const fits =
    typeof value === 'number' && Number.isInteger(value) && value >= bounds[0] && value <= bounds[1];
  return fits ? null : `a whole number from ${bounds[0]} to ${bounds[1]}${orNull}`;
}

function shown(value: Cell | undefined): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? shownValue(value) : String(value);
}
