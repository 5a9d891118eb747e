import { shownValue } from '@modelfolio/failures';
import type { ModelManifest, TabularColumn, TensorSignature } from '@modelfolio/schemas';
import { arrayFit } from './array-fit.ts';
import { InferenceError } from './inference-error.ts';
import { cellPlace, type Cell, type RowArray, type Table } from './table.ts';
import { tensorOf, wholeBounds, type Tensor, type TensorType } from './tensor.ts';

/** The part of a manifest that says what goes in. */
export type InputSide = Pick<ModelManifest, 'inputs' | 'input'> & {
  /** Columns that hold the truth: they never go in. */
  readonly labels?: readonly string[];
};

/** The parts of a manifest that say what goes in and what comes out. */
export type ModelSides = InputSide & Pick<ModelManifest, 'output'>;

/**
 * Rows of a table as a graph's inputs: one tensor `[N, columns]`, or an input for each column. Missing values go in as
 * NaN or as empty text.
 *
 * @param from first row, from 0
 * @param to row after the last
 * @throws InferenceError `table` naming line and column: a missing column, text for a number, a fraction for a whole number, no
 *   value for a type that has no NaN, an infinity, a number beyond the type, an array of another shape or element type
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
  return { [input.input]: arrayFeed(signature, table, manifest, from, to) };
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
  if (bounds === null) {
    if (Number.isNaN(number) || fitsFloat(number, type)) return number;
    throw Number.isFinite(number)
      ? wrong(`${shown(cell)} does not fit ${type}`, 'it would go in as an infinity')
      : wrong(`${shown(cell)} is no value`, 'leave the row out, or the cell empty where a value is missing');
  }
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

/** Largest finite numbers of the types (IEEE 754). */
const largest: Partial<Record<TensorType, number>> = {
  float16: 65_504,
  float32: (2 - 2 ** -23) * 2 ** 127,
  float64: Number.MAX_VALUE,
};

/** Whether a number goes in as itself, rounded, and as no infinity. */
function fitsFloat(value: number, type: TensorType): boolean {
  return Math.abs(value) <= (largest[type] ?? -1);
}

function truthOf(cell: Cell): boolean | null {
  if (typeof cell === 'boolean') return cell;
  const text = String(cell).trim().toLowerCase();
  if (['true', '1', 'yes', '1.0'].includes(text)) return true;
  return ['false', '0', 'no', '0.0'].includes(text) ? false : null;
}

/** Rows of a whole array; or of a table's columns in order, where their number is that of one row's values. */
function arrayFeed(
  input: TensorSignature,
  table: Table,
  { input: kind, labels = [] }: InputSide,
  from: number,
  to: number,
): Tensor {
  const { name, type } = input;
  const array =
    table.arrays.get(name) ?? (table.arrays.size === 1 ? [...table.arrays.values()][0] : undefined);
  if (!array) return textOrColumns(input, table, labels, from, to);
  const given = array.type ?? (array.values instanceof Uint8Array ? 'uint8' : null);
  const fit = arrayFit({ type: given, shape: array.shape }, input);
  if (!fit.fits)
    throw new InferenceError('table', fit.reason, { file: table.name, column: name, hint: fit.hint });
  const numbers = array.shape.reduce((product, length) => product * length, 1);
  const rows = [to - from, ...fit.shape];
  if (kind.kind === 'image') refuseOutside(kind.range, array, table, { name, numbers, from, to });
  // Images are bytes on both sides: no copy of each pixel.
  if (type === 'uint8' && array.values instanceof Uint8Array)
    return { type, data: array.values.subarray(from * numbers, to * numbers), shape: rows };
  const values = Array.from({ length: (to - from) * numbers }, (_, index) => {
    const value = array.values[from * numbers + index] ?? 0;
    // What does not fit the type would go in as another number.
    return typeof value === 'number' && fitsFloat(value, type)
      ? value
      : valueOf(value, { name, type }, table, from + Math.floor(index / numbers));
  });
  return tensorOf(type, values, rows);
}

/** Pixels in another range than the model takes: bytes where it takes 0 to 1. */
function refuseOutside(
  [least, most]: readonly [number, number],
  { values }: RowArray,
  table: Table,
  { name, numbers, from, to }: { name: string; numbers: number; from: number; to: number },
): void {
  if (values instanceof Uint8Array && least <= 0 && most >= 255) return;
  for (let index = from * numbers; index < to * numbers; index++) {
    const value = Number(values[index]);
    if (value >= least && value <= most) continue;
    throw new InferenceError('table', `a pixel is ${value}, the model takes ${least} to ${most}`, {
      ...cellPlace(table, Math.floor(index / numbers), name),
      hint: 'scale the data, or correct signature.input.range in card.yaml',
    });
  }
}

function textOrColumns(
  input: TensorSignature,
  table: Table,
  labels: readonly string[],
  from: number,
  to: number,
): Tensor {
  const { name, type, shape } = input;
  const rows = to - from;
  const others = table.columns.filter((column) => !labels.includes(column));
  const columns = table.columns.includes(name) ? [name] : others;
  // A row of cells is a line of values; the first of more would be taken for what the model means.
  const fit = arrayFit({ type, shape: [columns.length] }, input);
  if (!fit.fits || shape.slice(1).some((size) => typeof size !== 'number')) {
    const width = shape.slice(1).reduce<number>((product, size) => product * (Number(size) || 1), 1);
    throw new InferenceError(
      'table',
      `no array named ${name}, nor ${width} ${width === 1 ? 'column' : 'columns'} for it: there are ${others.length}`,
      {
        file: table.name,
        hint: 'write an NPZ file with an array of that name, or leave out the columns that the model does not take',
      },
    );
  }
  const values: (number | string)[] = [];
  for (let row = from; row < to; row++)
    for (const each of columns)
      values.push(valueOf(table.column(each)[row] ?? null, { name: each, type }, table, row));
  return tensorOf(type, values, [rows, ...fit.shape]);
}

function shown(cell: Cell): string {
  return cell === null ? 'no value' : shownValue(cell);
}
