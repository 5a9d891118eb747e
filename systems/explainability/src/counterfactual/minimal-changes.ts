import type { Asker } from './asker.ts';
import { changedGroups, withGroups } from './changes.ts';
import type { CounterfactualSpace } from './counterfactual-space.ts';
import type { Limits } from './limits.ts';
import { isWanted, type WantedSide } from './wanted-side.ts';

/** Up to so many changes all subsets are tried: 4,094 of them. */
const mostExhaustive = 12;

/** `true`: no proper subset of the changes suffices. `greedy`: no single change can be left out. */
export type Minimality = true | 'greedy';

/**
 * The least of the changes that suffices: of the smallest subsets that are on the wanted side, the one nearest to the row. Above
 * twelve changes, changes are left out one by one instead, the farthest first. Subsets that part what is linked, and do not
 * occur in the data, do not count.
 *
 * @param changed a row on the wanted side
 */
export async function minimalChanges(
  row: Float64Array,
  changed: Float64Array,
  space: CounterfactualSpace,
  limits: Limits,
  wanted: WantedSide,
  asker: Asker,
): Promise<{ row: Float64Array; minimal: Minimality }> {
  const { groups, distance } = space;
  /** The nearest of the rows with these changes that is on the wanted side. */
  const nearestWanted = async (subsets: readonly (readonly number[])[]): Promise<Float64Array | null> => {
    const tried = subsets
      .map((subset) => withGroups(row, changed, subset, groups))
      .filter((one) => limits.areLinksSeen(row, one));
    const answers = await asker.ask(tried);
    const reached = tried.filter((_, at) => isWanted(wanted, answers[at] as number));
    const far = reached.map((one) => distance.between(row, one));
    return reached[far.indexOf(Math.min(...far))] ?? null;
  };

  let changes = changedGroups(row, changed, groups);
  if (changes.length <= mostExhaustive) {
    for (let size = 1; size < changes.length; size++) {
      const found = await nearestWanted(subsetsOf(changes, size));
      if (found) return { row: found, minimal: true };
    }
    return { row: changed, minimal: true };
  }
  let current = changed;
  for (;;) {
    const found = await nearestWanted(changes.map((_, left) => changes.filter((__, at) => at !== left)));
    if (!found) return { row: current, minimal: 'greedy' };
    current = found;
    changes = changedGroups(row, current, groups);
  }
}

/** All subsets of a size, in lexicographic order. */
export function subsetsOf<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => subsetsOf(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}
