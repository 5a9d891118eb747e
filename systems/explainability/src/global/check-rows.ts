import { ExplainabilityError } from '../explainability-error.ts';
import type { Matrix } from '../matrix.ts';

/** @throws ExplainabilityError `input` where there are no rows, or the values are not as many as the shape says */
export function checkRows({ values, rows, columns }: Matrix, what = 'the rows'): void {
  if (rows < 1) throw new ExplainabilityError('input', `${what}: there are none`);
  if (values.length !== rows * columns)
    throw new ExplainabilityError(
      'input',
      `${what}: ${values.length} values, expected ${rows} rows of ${columns} columns`,
    );
}

/** @throws ExplainabilityError `input` where a group is empty, or names a column that is not there, or one twice */
export function checkColumns(group: readonly number[], columns: number): void {
  if (group.length === 0) throw new ExplainabilityError('input', 'a group of no columns');
  for (const column of group)
    if (!Number.isInteger(column) || column < 0 || column >= columns)
      throw new ExplainabilityError('input', `there is no column ${column}; the rows have ${columns}`);
  if (new Set(group).size !== group.length)
    throw new ExplainabilityError('input', `a group names a column twice: ${group.join(', ')}`);
}
