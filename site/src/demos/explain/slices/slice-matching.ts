import type { Condition } from '../analysis/analysis-state.ts';
import { missingValue, type SliceColumn } from './slice-columns.ts';

/** The rows that meet all conditions. */
export type Slice = {
  /** 1 for a row of the slice, 0 for another. */
  rows: Uint8Array;
  size: number;
  /** Conditions that this data cannot have, e.g. on a column that it lacks: they restrict nothing. */
  unfit: readonly Condition[];
};

/**
 * The rows that meet all conditions. One that chooses nothing yet (no value, no bound) restricts nothing; a missing number
 * lies within no bounds.
 *
 * @param rows number of rows
 */
export function sliceOf(
  columns: readonly SliceColumn[],
  conditions: readonly Condition[],
  rows: number,
): Slice {
  const found = new Uint8Array(rows).fill(1);
  const unfit: Condition[] = [];
  for (const condition of conditions) {
    const column = columns.find(({ name }) => name === condition.column);
    if (!column || (column.kind === 'category' && !('values' in condition))) {
      unfit.push(condition);
      continue;
    }
    const meets = testOf(column, condition);
    if (!meets) continue;
    for (let row = 0; row < rows; row++) if (found[row] === 1 && !meets(column.at(row))) found[row] = 0;
  }
  return { rows: found, size: found.reduce((sum, one) => sum + one, 0), unfit };
}

/** Whether a code meets a condition; `null` where every code does. */
function testOf(column: SliceColumn, condition: Condition): ((code: number) => boolean) | null {
  if ('values' in condition) {
    if (condition.values.length === 0) return null;
    const missing = condition.values.includes(missingValue);
    const texts = condition.values.filter((value) => value !== missingValue);
    const codes = new Set(
      column.kind === 'category' ? texts.map((text) => column.categories.indexOf(text)) : texts.map(Number),
    );
    return (code) => (Number.isNaN(code) ? missing : codes.has(code));
  }
  const { least, most } = condition;
  if (least === null && most === null) return null;
  return (code) => code >= (least ?? -Infinity) && code <= (most ?? Infinity);
}

/** The rows of a slice in their order, at most so many. */
export function firstRows(rows: Uint8Array, most: number): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows.length && found.length < most; row++) if (rows[row] === 1) found.push(row);
  return found;
}
