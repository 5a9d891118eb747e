import { shownValue } from '@modelfolio/failures';
import type { ModelManifest, TabularColumn, TensorSignature } from '@modelfolio/schemas';
import { InferenceError } from './inference-error.ts';
import { cellPlace, type Cell, type Table } from './table.ts';
import { tensorOf, wholeBounds, type Tensor } from './tensor.ts';

/** The part of a manifest that says what goes in. */
export type InputSide = Pick<ModelManifest, 'inputs' | 'input'>;

/** The parts of a manifest that say what goes in and what comes out. */
export type ModelSides = Pick<ModelManifest, 'inputs' | 'input' | 'output'>;

/**
 * Rows of a table as a graph's inputs: one tensor `[N, columns]`, or an input for each column. Missing values go in as
 * NaN or as empty text.
 *
 * @param from first row, from 0
 * @param to row after the last
 * @throws InferenceError `table` naming line and column: a missing column, text for a number, a fraction for a whole number, no
 *   value for a type that has no NaN
 */
export function feedsOf(
  manifest: InputSide,
  table: Table,
  from = 0,
  to = table.rows,
): Record<string, Tensor> {
  const { input } = manifest;
  if (input.kind === 'tabular') return tabularFeeds(manifest.inputs, input.columns, table, from, to);
  const signature = manifest.inputs.find(({ name }) => name === input.input);
  if (!signature)
    throw new InferenceError('table', `the model has no input ${shownValue(input.input)}`, {
      file: table.name,
    });
  return { [input.input]: arrayFeed(signature, table, from, to) };
}

function tabularFeeds(
  inputs: readonly TensorSignature[],
  columns: readonly TabularColumn[],
  table: Table,
  from: number,
  to: number,
): Record<string, Tensor> {
  const rows = to - from;
  const feeds: Record<string, Tensor> = {};
  for (const { name, type, shape } of inputs) {
    const own = columns.filter(({ input }) => input === name);
    const width = own.length;
    const values: (number | string)[] = Array.from({ length: rows * width });
    for (const [place, column] of own.entries()) {
      const cells = table.column(column.name);
      const at = column.index ?? place;
      for (let row = 0; row < rows; row++)
        values[row * width + at] = valueOf(cells[from + row] ?? null, column, table, from + row);
    }
    feeds[name] = tensorOf(type, values, shape.length === 1 ? [rows] : [rows, width]);
  }
  return feeds;
}

/** One cell as the column's type takes it. */
function valueOf(
  cell: Cell,
  { name, type }: Pick<TabularColumn, 'name' | 'type'>,
  table: Table,
  row: number,
): number | string {
  const wrong = (reason: string, hint?: string): InferenceError =>
    new InferenceError('table', reason, { ...cellPlace(table, row, name), hint });
  if (type === 'string') return cell === null ? '' : String(cell);
  if (type === 'bool') {
    const truth = truthOf(cell);
    if (truth === null) throw wrong(`${shown(cell)}, expected true or false`);
    return truth ? 1 : 0;
  }
  const bounds = wholeBounds[type];
  const number = numberOf(cell);
  if (number === null)
    throw wrong(
      `${shown(cell)}, expected a number`,
      typeof cell === 'string' && /^-?\d+,\d+$/.test(cell.trim()) ? 'write decimals with a point' : undefined,
    );
  if (bounds === null) return number;
  if (Number.isNaN(number))
    throw wrong('no value', `the model takes whole numbers (${type}) and cannot do without`);
  if (!Number.isInteger(number)) throw wrong(`${shown(cell)}, expected a whole number (${type})`);
  if (number < bounds[0] || number > bounds[1])
    throw wrong(`${shown(cell)} does not fit ${type}`, `from ${bounds[0]} to ${bounds[1]}`);
  return number;
}

/** Text that stands for "no value" in the files of pandas, R and spreadsheets. */
const missingTexts = new Set(['', 'nan', 'na', 'n/a', 'null', 'none']);

/**
 * A cell as a number: text as JavaScript and Python read it, with their words for NaN and the infinities.
 *
 * @returns NaN for a missing value, `null` for what is no number
 */
export function numberOf(cell: Cell): number | null {
  if (cell === null) return Number.NaN;
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  const text = cell.trim().toLowerCase();
  if (missingTexts.has(text)) return Number.NaN;
  if (/^[+-]?(?:inf|infinity)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(text) ? Number(text) : null;
}

function truthOf(cell: Cell): boolean | null {
  if (typeof cell === 'boolean') return cell;
  const text = String(cell).trim().toLowerCase();
  if (['true', '1', 'yes', '1.0'].includes(text)) return true;
  return ['false', '0', 'no', '0.0'].includes(text) ? false : null;
}

/** Rows of a whole array; or of a table's columns in order, where their number is that of one row's values. */
function arrayFeed({ name, type, shape }: TensorSignature, table: Table, from: number, to: number): Tensor {
  const rowShape = shape.slice(1);
  const wanted = rowShape.map((size) => (typeof size === 'number' ? size : null));
  const array =
    table.arrays.get(name) ?? (table.arrays.size === 1 ? [...table.arrays.values()][0] : undefined);
  if (!array) return textOrColumns({ name, type, shape }, table, from, to);
  const numbers = array.shape.reduce((product, length) => product * length, 1);
  const known = wanted.filter((length) => length !== null);
  const whole = known.length === wanted.length;
  const fits = whole
    ? known.reduce((product, length) => product * length, 1) === numbers
    : wanted.length === array.shape.length &&
      wanted.every((length, axis) => length === null || length === array.shape[axis]);
  if (!fits)
    throw new InferenceError(
      'table',
      `rows are [${array.shape.join(', ')}], input ${name} takes [${wanted.map((size) => size ?? '?').join(', ')}]`,
      { file: table.name, column: name },
    );
  const rows = [to - from, ...(whole ? known : array.shape)];
  // Images are bytes on both sides: no copy of each pixel.
  if (type === 'uint8' && array.values instanceof Uint8Array)
    return { type, data: array.values.subarray(from * numbers, to * numbers), shape: rows };
  const isAsItIs = type.startsWith('float') && typeof array.values[0] === 'number';
  const values = Array.from({ length: (to - from) * numbers }, (_, index) => {
    const value = array.values[from * numbers + index] ?? 0;
    // What does not fit a whole type would go in as another number.
    return isAsItIs ? value : valueOf(value, { name, type }, table, from + Math.floor(index / numbers));
  });
  return tensorOf(type, values, rows);
}

function textOrColumns(
  { name, type, shape }: TensorSignature,
  table: Table,
  from: number,
  to: number,
): Tensor {
  const rows = to - from;
  const rowShape = shape.slice(1).map((size) => (typeof size === 'number' ? size : null));
  const width = rowShape.reduce<number>((product, size) => product * (size ?? 1), 1);
  const columns = table.columns.includes(name) ? [name] : table.columns.slice(0, width);
  if (columns.length !== width || rowShape.includes(null))
    throw new InferenceError('table', `no array named ${name}, nor ${width} columns for it`, {
      file: table.name,
      hint: 'write an NPZ file with an array of that name',
    });
  const values: (number | string)[] = [];
  for (let row = from; row < to; row++)
    for (const each of columns)
      values.push(valueOf(table.column(each)[row] ?? null, { name: each, type }, table, row));
  return tensorOf(type, values, [rows, ...rowShape.map((size) => size ?? 1)]);
}

function shown(cell: Cell): string {
  return cell === null ? 'no value' : shownValue(cell);
}
