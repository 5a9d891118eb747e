import type { TabularColumn } from '@modelfolio/schemas';
import type { Constraint, TableCode } from '@modelfolio/explainability';
import type { RequestedConstraint } from '../requests/counterfactuals.ts';
import { ServiceError } from '../service-error.ts';
import { columnPlaces } from './column-places.ts';
import { checkCells } from './table-of-rows.ts';

/**
 * Constraints of a request, by places and codes.
 *
 * @throws ServiceError `request-invalid`, `row-invalid` naming the constraint
 */
export function toConstraints(
  columns: readonly TabularColumn[],
  code: TableCode,
  constraints: readonly RequestedConstraint[],
): Constraint[] {
  return constraints.map((constraint, at) => {
    const field = `constraints[${at}]`;
    if ('columns' in constraint)
      return { ...constraint, columns: columnPlaces(columns, constraint.columns, `${field}.columns`) };
    const { column: name, ...rest } = constraint;
    const [column = 0] = columnPlaces(columns, [name], `${field}.column`);
    if (rest.kind === 'allowed') {
      for (const value of rest.values) checkCells(columns, { [name]: value }, `${field}.values`);
      return { kind: rest.kind, column, codes: rest.values.map((value) => code.code(column, value)) };
    }
    if (code.columns[column]?.kind === 'number') return { ...rest, column };
    const expected = 'a column of numbers';
    throw new ServiceError('request-invalid', `${field}.column: expected ${expected}, received ${name}`, {
      hint: 'list the allowed values instead',
      errors: [{ field: `${field}.column`, expected, received: name }],
    });
  });
}
