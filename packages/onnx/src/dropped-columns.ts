import type { Table } from '@modelfolio/inference';
import type { TensorSignature } from '@modelfolio/schemas';
import { OnnxError } from './onnx-error.ts';
import { matchingName } from './signature/column-name.ts';
import { isOneAcross } from './signature/describe-tensor.ts';

/** How the columns of a table go into a model. */
export interface DroppedColumns {
  /** Columns that the model does not take, in their order: one may be the truth. */
  labels: string[];
  /** Inputs that no column goes by. */
  missing: string[];
}

/** Names that columns of the truth often have. */
const likely = /^(?:label|labels|target|class|y|outcome|actual|truth)$/i;

/**
 * Tells the columns that a model takes from the others: by name where it has an input for each. A tensor
 * `[N, columns]` has no names, so the columns go in in their order, without those of text where numbers go in, then
 * without one named like a truth, then without the last.
 *
 * @param path names the model file in errors
 * @throws OnnxError `columns-mismatch` where the table has fewer columns, or it is unclear which ones to leave out
 */
export function droppedColumns(
  inputs: readonly TensorSignature[],
  table: Table,
  path: string,
): DroppedColumns {
  if (inputs.every(isOneAcross)) return byName(inputs, table.columns);
  const widths = inputs.map((input) => (isOneAcross(input) ? 1 : input.shape[1]));
  const isOpen = widths.some((width) => typeof width !== 'number');
  const taken = isOpen ? null : widths.reduce<number>((sum, width) => sum + Number(width), 0);
  const numeric = inputs.every(({ type }) => type !== 'string');
  return { labels: leftOut(table, taken, numeric, path), missing: [] };
}

function byName(inputs: readonly TensorSignature[], columns: readonly string[]): DroppedColumns {
  const found = inputs.map(({ name }) => matchingName(columns, name));
  const taken = new Set(found);
  return {
    labels: columns.filter((name) => !taken.has(name)),
    missing: inputs.flatMap(({ name }, place) => (found[place] === null ? [name] : [])),
  };
}

/** @param taken how many columns go in; `null` where the model leaves it open */
function leftOut(table: Table, taken: number | null, numeric: boolean, path: string): string[] {
  const { columns } = table;
  const texts = numeric ? columns.filter((name) => hasText(table, name)) : [];
  const truth = columns.filter((name) => likely.test(name) && !texts.includes(name));
  if (taken === null) return texts.length > 0 ? texts : truth.slice(0, 1);
  const more = columns.length - taken;
  const rest = columns.filter((name) => !texts.includes(name));
  const refuse = (hint: string): OnnxError =>
    new OnnxError(
      'columns-mismatch',
      `the model takes ${taken} columns in one tensor, ${table.name} has ${columns.length}${texts.length > 0 ? `, ${texts.length} of them text` : ''}`,
      { file: path, hint },
    );
  if (more < texts.length) throw refuse('give the columns that it takes, as numbers and in its order');
  const open = more - texts.length;
  if (open === 0) return texts;
  const one = truth.length === 1 ? truth : rest.slice(-1);
  if (open > 1)
    throw refuse('leave in the columns that it takes, in its order, and at most one more: the truth');
  return columns.filter((name) => texts.includes(name) || one.includes(name));
}

/** Whether a column holds what is no number. */
function hasText(table: Table, name: string): boolean {
  return table
    .column(name)
    .some((cell) => typeof cell === 'string' && cell.trim() !== '' && Number.isNaN(numberIn(cell)));
}

function numberIn(cell: string): number {
  return /^\s*nan\s*$/i.test(cell) ? 0 : Number(cell);
}
