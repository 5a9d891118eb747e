import { isSameCode } from '../matrix.ts';
import { checkConstraints, columnsOf, permitsValue, type Constraint } from './constraints.ts';
import { combinationKey, type CounterfactualSpace } from './counterfactual-space.ts';

/** Constraints, as a search asks about them. */
export interface Limits {
  /** Places of groups that change together: the links join groups into units. */
  readonly units: readonly (readonly number[])[];
  /** Whether a column may take a value in the place of its own. */
  permits(column: number, from: number, to: number): boolean;
  /** Whether a unit may become as in another row: all of its columns may. */
  permitsUnit(unit: readonly number[], from: Float64Array, to: Float64Array): boolean;
  /** Whether linked columns of a changed row are as they were, or as they occur in the data. */
  areLinksSeen(from: Float64Array, to: Float64Array): boolean;
  /** Whether a column is linked, so that it cannot move on its own. */
  isLinked(column: number): boolean;
}

/**
 * Limits of a search.
 *
 * @param frozen places of groups that stay as they are besides
 * @throws ExplainabilityError what {@link checkConstraints} throws
 */
export function limitsOf(
  space: CounterfactualSpace,
  constraints: readonly Constraint[],
  frozen: ReadonlySet<number> = new Set(),
): Limits {
  checkConstraints(constraints, space.columns);
  const own = space.columns.map((_, column) =>
    constraints.filter(
      (constraint) => constraint.kind !== 'linked' && columnsOf(constraint).includes(column),
    ),
  );
  for (const group of frozen)
    for (const column of space.groups[group] ?? [])
      own[column]?.push({ kind: 'immutable', columns: [column] });
  const links = constraints.filter((constraint) => constraint.kind === 'linked');

  const permits = (column: number, from: number, to: number): boolean => {
    if (isSameCode(from, to)) return true;
    if (Number.isNaN(to)) return false;
    for (const constraint of own[column] ?? []) if (!permitsValue(constraint, from, to)) return false;
    return true;
  };
  return {
    units: joinLinked(
      space,
      links.map(({ columns }) => columns),
    ),
    permits,
    permitsUnit: (unit, from, to) =>
      unit.every((group) =>
        space.groups[group]?.every((column) => permits(column, from[column] as number, to[column] as number)),
      ),
    areLinksSeen: (from, to) =>
      links.every(({ columns }) => {
        const key = combinationKey(to, columns);
        return key === combinationKey(from, columns) || space.combinationsOf(columns).has(key);
      }),
    isLinked: (column) => links.some(({ columns }) => columns.includes(column)),
  };
}

/** Groups as units of their own, joined where a link goes through both. */
function joinLinked({ groups }: CounterfactualSpace, links: readonly (readonly number[])[]): number[][] {
  let units = groups.map((_, group) => [group]);
  for (const link of links) {
    const isTouched = (unit: readonly number[]): boolean =>
      unit.some((group) => groups[group]?.some((column) => link.includes(column)));
    const joined = units.filter(isTouched).flat();
    units = [...units.filter((unit) => !isTouched(unit)), joined.sort((a, b) => a - b)];
  }
  return units.sort(([a = 0], [b = 0]) => a - b);
}
