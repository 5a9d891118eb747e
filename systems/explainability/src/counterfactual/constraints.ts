import { ExplainabilityError } from '../explainability-error.ts';
import type { FeatureColumn } from './feature-column.ts';

/**
 * What a counterfactual may change. Columns are places. No constraint is needed for missing values: a value that is known
 * never becomes unknown.
 */
export type Constraint =
  /** They stay as they are. */
  | { readonly kind: 'immutable'; readonly columns: readonly number[] }
  /** It may only go up, or only down; a category in the order of its codes. What is missing stays missing. */
  | { readonly kind: 'one-way'; readonly column: number; readonly direction: 'up' | 'down' }
  /** If it changes, then to a number from `from` to `to`; `null` is open. */
  | {
      readonly kind: 'range';
      readonly column: number;
      readonly from: number | null;
      readonly to: number | null;
    }
  /** If it changes, then to one of these codes. */
  | { readonly kind: 'allowed'; readonly column: number; readonly codes: readonly number[] }
  /** They change together, and only to combinations that occur in the data. */
  | { readonly kind: 'linked'; readonly columns: readonly number[] };

/** The columns that a constraint is about. */
export function columnsOf(constraint: Constraint): readonly number[] {
  return 'columns' in constraint ? constraint.columns : [constraint.column];
}

/** Whether a constraint lets its column go from one value to another; links are not looked at. */
export function permitsValue(constraint: Constraint, from: number, to: number): boolean {
  if (constraint.kind === 'immutable') return false;
  if (constraint.kind === 'one-way') return constraint.direction === 'up' ? to >= from : to <= from;
  if (constraint.kind === 'range')
    return to >= (constraint.from ?? -Infinity) && to <= (constraint.to ?? Infinity);
  return constraint.kind === 'linked' || constraint.codes.includes(to);
}

/** A constraint in words. */
export function describeConstraint(constraint: Constraint, columns: readonly FeatureColumn[]): string {
  const names = columnsOf(constraint)
    .map((column) => columns[column]?.name ?? `column ${column}`)
    .join(', ');
  if (constraint.kind === 'immutable') return `${names} kept`;
  if (constraint.kind === 'linked') return `${names} together`;
  if (constraint.kind === 'one-way') return `${names} only ${constraint.direction}`;
  if (constraint.kind === 'range')
    return `${names} from ${constraint.from ?? 'any'} to ${constraint.to ?? 'any'}`;
  const categories = columns[constraint.column]?.categories ?? [];
  return `${names} one of ${constraint.codes.map((code) => categories[code] ?? code).join(', ')}`;
}

/**
 * @throws ExplainabilityError `input` for the first constraint that makes no sense: a column that is not there, a range that
 *   is empty or of a category, codes or links that are too few
 */
export function checkConstraints(
  constraints: readonly Constraint[],
  columns: readonly FeatureColumn[],
): void {
  for (const [at, constraint] of constraints.entries()) {
    const fail = (what: string): never => {
      throw new ExplainabilityError('input', `constraint ${at + 1} (${constraint.kind}): ${what}`);
    };
    for (const place of columnsOf(constraint))
      if (!columns[place]) fail(`there is no column ${place}; the rows have ${columns.length}`);
    const described = describeConstraint(constraint, columns);
    if (constraint.kind === 'range') {
      const { from, to } = constraint;
      if (columns[constraint.column]?.kind === 'category')
        fail(`${described}: a category has no range; list the allowed codes`);
      if (Number.isNaN(from) || Number.isNaN(to)) fail(`${described}: expected numbers`);
      if ((from ?? -Infinity) > (to ?? Infinity)) fail(`${described}: the first is greater`);
    }
    if (constraint.kind === 'allowed') {
      const { categories } = columns[constraint.column] ?? {};
      if (constraint.codes.length === 0) fail(`${described}: no code is listed`);
      const unknown = constraint.codes.find((code) => categories && categories[code] === undefined);
      if (unknown !== undefined) fail(`${described}: there is no category ${unknown}`);
    }
    if (constraint.kind === 'linked' && new Set(constraint.columns).size < 2)
      fail(`${described}: a link needs two columns`);
  }
}
