import { ExplainabilityError } from '../explainability-error.ts';
import { isSameCode, rowOf, type Matrix } from '../matrix.ts';
import type { Groups } from '../model-function.ts';

/**
 * Groups in which a row differs from at least one background row; missing is the same as missing. Every other group has a
 * Shapley value of exactly 0, since no coalition's rows change with it.
 *
 * @param row a code for each column
 * @returns indices of groups, rising
 * @throws ExplainabilityError `input` for shapes that do not fit, and where a column is in no group or in two
 */
export function varyingGroups(row: Float64Array, background: Matrix, groups: Groups): number[] {
  checkShapes(row, background, groups);
  const varies = new Uint8Array(row.length);
  for (let at = 0; at < background.rows; at++)
    rowOf(background, at).forEach((code, column) => {
      if (!isSameCode(code, row[column] as number)) varies[column] = 1;
    });
  return groups.flatMap((columns, group) => (columns.some((column) => varies[column] === 1) ? [group] : []));
}

function checkShapes(row: Float64Array, { values, rows, columns }: Matrix, groups: Groups): void {
  if (rows < 1)
    throw new ExplainabilityError('input', 'the background has no rows', { hint: 'give at least one' });
  if (values.length !== rows * columns)
    throw new ExplainabilityError(
      'input',
      `the background: ${values.length} values, expected ${rows} rows of ${columns} columns`,
    );
  if (row.length !== columns)
    throw new ExplainabilityError('input', `the row has ${row.length} columns, the background ${columns}`);
  const seen = new Uint8Array(columns);
  for (const column of groups.flat()) {
    if (!Number.isInteger(column) || column < 0 || column >= columns)
      throw new ExplainabilityError(
        'input',
        `a group names column ${column}; the row has ${columns} columns`,
      );
    if (seen[column] === 1) throw new ExplainabilityError('input', `column ${column} is in two groups`);
    seen[column] = 1;
  }
  const lost = seen.indexOf(0);
  if (lost !== -1) throw new ExplainabilityError('input', `column ${lost} is in no group`);
}
