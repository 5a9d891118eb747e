import { shownValue } from '@modelfolio/failures';
import { listed } from '@modelfolio/failures/listed';
import type { ModelManifest } from '@modelfolio/schemas';
import { numberOf } from './feeds.ts';
import { InferenceError } from './inference-error.ts';
import { cellPlace, type Cell, type Table } from './table.ts';

type OutputSide = Pick<ModelManifest['output'], 'classes'>;

/**
 * The truth of a classifier's rows as class indices. Cells hold class names, or indices where the classes are not
 * numbers themselves.
 *
 * @throws InferenceError `table` naming line and column: no label, or a class that the model does not know
 */
export function classLabels(output: OutputSide, table: Table, column: string): Uint32Array {
  const classes = output.classes ?? [];
  const indices = new Map(classes.map((name, index) => [name, index]));
  return Uint32Array.from(table.column(column), (cell, row) => {
    const index = cell === null ? undefined : classIndex(cell, indices, classes.length);
    if (index !== undefined) return index;
    const missing = cell === null || (typeof cell === 'number' && Number.isNaN(cell));
    throw new InferenceError(
      'table',
      missing ? 'no label' : `class ${shownValue(cell)} is not one of the model's`,
      {
        ...cellPlace(table, row, column),
        hint: missing ? 'leave out rows without a label' : labelHint(cell, indices),
      },
    );
  });
}

/** A cell that joins names of classes holds several labels. */
function labelHint(cell: Cell, indices: ReadonlyMap<string, number>): string {
  const parts = String(cell)
    .split(/[|;,\s[\]'"]+/)
    .filter(Boolean);
  return parts.length > 1 && parts.every((part) => indices.has(part))
    ? 'several labels a row (multi-label) are not supported yet'
    : `it knows ${listed([...indices.keys()])}`;
}

function classIndex(
  cell: Exclude<Cell, null>,
  indices: ReadonlyMap<string, number>,
  classes: number,
): number | undefined {
  const text = String(cell).trim();
  const named = indices.get(text) ?? indices.get(wholeText(text)) ?? indices.get(boolText(cell));
  if (named !== undefined) return named;
  // Classes that are numbers are meant by themselves: 0 is not the first of 1, 2 and 3.
  if ([...indices.keys()].every((name) => /^-?\d+(?:\.\d+)?$/.test(name))) return undefined;
  const number = numberOf(cell);
  return number !== null && Number.isInteger(number) && number >= 0 && number < classes ? number : undefined;
}

/** pandas writes whole numbers as `1.0` once a column has a gap. */
function wholeText(text: string): string {
  return text.replace(/\.0+$/, '');
}

function boolText(cell: Cell): string {
  return typeof cell === 'boolean' ? (cell ? 'True' : 'False') : '';
}

/**
 * The truth of a regressor's rows, an array for each target.
 *
 * @throws InferenceError `table` naming line and column: no label, or no finite number
 */
export function targetLabels(table: Table, columns: readonly string[]): Float64Array[] {
  return columns.map((column) =>
    Float64Array.from(table.column(column), (cell, row) => {
      const number = numberOf(cell);
      if (number !== null && Number.isFinite(number)) return number;
      throw new InferenceError(
        'table',
        number === null ? `${shownValue(cell)}, expected a number` : 'no finite number',
        { ...cellPlace(table, row, column), hint: 'leave out rows without a label' },
      );
    }),
  );
}
