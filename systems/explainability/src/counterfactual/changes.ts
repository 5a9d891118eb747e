import { isSameCode } from '../matrix.ts';
import type { Groups } from '../model-function.ts';

/** Places of the groups in which two rows differ. */
export function changedGroups(one: Float64Array, other: Float64Array, groups: Groups): number[] {
  return groups.flatMap((columns, group) =>
    columns.every((column) => isSameCode(one[column] as number, other[column] as number)) ? [] : [group],
  );
}

/** A row with the columns of some groups taken from another. */
export function withGroups(
  row: Float64Array,
  from: Float64Array,
  taken: readonly number[],
  groups: Groups,
): Float64Array {
  const made = row.slice();
  for (const group of taken) for (const column of groups[group] ?? []) made[column] = from[column] as number;
  return made;
}
