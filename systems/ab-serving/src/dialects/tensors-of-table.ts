import { shownValue } from '@modelfolio/failures';
import type { TensorSignature } from '@modelfolio/schemas';
import { invalid } from '../errors/refusal.ts';
import { datatypeOf } from '../protocol/datatypes.ts';
import { elementFault } from '../protocol/elements.ts';
import { allocate, checkCount, fillData, type Elements } from '../protocol/fill-data.ts';
import type { InferTensor } from '../protocol/infer-tensor.ts';
import { elementCount, shownShape, type Dimension } from '../protocol/shape.ts';
import type { ModelSignature, SignatureColumn } from '../signature.ts';
import { toCell } from './cells.ts';
import type { ColumnTable } from './column-table.ts';
import { plannedColumns } from './planned-columns.ts';

/**
 * A table as a model's inputs.
 *
 * @throws Refusal `inference-invalid` that points to the cell: another type, a number as text, a value that is missing where the
 *   model cannot do without, an array of another shape; another number of rows than a model takes that fixes it
 */
export function tensorsOfTable(table: ColumnTable, signature: ModelSignature): InferTensor[] {
  const columns = plannedColumns(signature);
  return signature.inputs.map((input) => {
    const [rows = null] = input.shape;
    if (input.shape.length === 0)
      throw invalid('', `the input ${shownValue(input.name)} has no rows`, 'ask with tensors, at /v2');
    if (typeof rows === 'number' && rows !== table.rows)
      throw invalid('', `the model takes ${rows} rows at once, received ${table.rows}`);
    const own = columns.filter((column) => column.input === input.name);
    const [only] = own;
    return only && only.index === null
      ? tensorOfCells(table, input, only)
      : tensorOfColumns(table, input, own);
  });
}

/** An input `[N, columns]`. */
function tensorOfColumns(
  table: ColumnTable,
  { name, type }: TensorSignature,
  columns: readonly SignatureColumn[],
): InferTensor {
  const width = columns.length;
  const datatype = datatypeOf(type);
  const elements = allocate(datatype, table.rows * width);
  for (const [place, column] of columns.entries()) putScalars(elements, place, width, { table, column });
  return { name, datatype, shape: [table.rows, width], data: elements };
}

interface OfColumn {
  readonly table: ColumnTable;
  readonly column: SignatureColumn;
}

function putScalars(elements: Elements, from: number, stride: number, { table, column }: OfColumn): void {
  const target = elements as (number | bigint | string)[];
  const toElement = toCell(column);
  const cells = table.cells.get(column.name) ?? [];
  for (let row = 0; row < table.rows; row++) {
    const element = toElement(cells[row]);
    if (element === null) throw cellRefusal({ table, column }, row);
    target[from + row * stride] = element;
  }
}

function cellRefusal({ table, column }: OfColumn, row: number): Error {
  const cell = table.cells.get(column.name)?.[row];
  const { pointer, words } = table.place(row, column.name);
  return cell === null
    ? invalid(pointer, `${words}: no value, and the model takes none that are missing here`)
    : invalid(pointer, `${words}: ${elementFault(datatypeOf(column.type), cell)}`);
}

/** An input of one column: `[N]`, `[N, 1]`, or an array in each cell. */
function tensorOfCells(
  table: ColumnTable,
  { name, type, shape: [, ...wanted] }: TensorSignature,
  column: SignatureColumn,
): InferTensor {
  const datatype = datatypeOf(type);
  const cells = table.cells.get(column.name) ?? [];
  const inner = rowShape(cells[0], wanted);
  const size = elementCount(inner) ?? Infinity;
  const shape = [table.rows, ...inner];
  if (inner.length === 0 || (size === 1 && !cells.some(Array.isArray))) {
    const elements = allocate(datatype, table.rows);
    putScalars(elements, 0, 1, { table, column });
    return { name, datatype, shape, data: elements };
  }
  // All of them before there is memory for any.
  for (let row = 0; row < table.rows; row++) refuseOtherCell(cells[row], inner, { table, column }, row);
  const elements = allocate(datatype, table.rows * size);
  const toElement = toCell(column);
  for (const [row, cell] of cells.entries()) {
    if (Array.isArray(cell)) {
      const { pointer } = table.place(row, column.name);
      fillData(elements, row * size, cell, { datatype, toElement, shape: inner, pointer });
      continue;
    }
    const element = toElement(cell);
    if (element === null) throw cellRefusal({ table, column }, row);
    (elements as (number | bigint | string)[])[row] = element;
  }
  return { name, datatype, shape, data: elements };
}

/** Free dimensions have the size of the first row's. */
function rowShape(cell: unknown, wanted: readonly Dimension[]): number[] {
  let part = cell;
  return wanted.map((size) => {
    const own = Array.isArray(part) ? part.length : 1;
    part = Array.isArray(part) ? part[0] : null;
    return typeof size === 'number' ? size : own;
  });
}

function refuseOtherCell(
  cell: unknown,
  inner: readonly number[],
  { table, column }: OfColumn,
  row: number,
): void {
  const { pointer, words } = table.place(row, column.name);
  if (Array.isArray(cell)) checkCount(cell, inner, pointer);
  else if (inner.some((size) => size !== 1))
    throw invalid(pointer, `${words}: expected an array of shape ${shownShape(inner)}`);
}
