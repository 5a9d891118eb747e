import type { Asker } from './asker.ts';
import { changedGroups, withGroups } from './changes.ts';
import type { CounterfactualSpace } from './counterfactual-space.ts';
import type { Limits } from './limits.ts';
import { isWanted, nearness, type WantedSide } from './wanted-side.ts';

/** What copying a group is worth: how much nearer the prediction comes, or that for each unit of distance. */
export type Reward = 'sparsity' | 'proximity';

/** NICE's, so that a group that moves nothing far costs nothing. */
const leastDistance = 1e-11;

/**
 * NICE's search (Brughmans et al. 2023, algorithm 1): from the row, the group with the greatest reward takes its values from
 * the neighbour, then the next, until the prediction is on the wanted side. Linked groups are copied as one. Equal rewards:
 * the earlier group.
 *
 * @returns `null` where not even the neighbour as a whole is on the wanted side
 */
export async function copyGroups(
  row: Float64Array,
  neighbour: Float64Array,
  { groups, distance }: CounterfactualSpace,
  limits: Limits,
  wanted: WantedSide,
  reward: Reward,
  asker: Asker,
): Promise<Float64Array | null> {
  const differing = new Set(changedGroups(row, neighbour, groups));
  let left = limits.units.filter((unit) => unit.some((group) => differing.has(group)));
  let current = row;
  let [before = Number.NaN] = await asker.ask([row]);
  while (left.length > 0) {
    const tried = left.map((unit) => withGroups(current, neighbour, unit, groups));
    const answers = await asker.ask(tried);
    const from = current;
    const rewards = tried.map((one, at) => {
      const nearer = nearness(wanted, answers[at] as number) - nearness(wanted, before);
      if (reward === 'sparsity') return nearer;
      return nearer / (distance.between(row, one) - distance.between(row, from) + leastDistance);
    });
    const best = rewards.indexOf(Math.max(...rewards));
    current = tried[best] as Float64Array;
    before = answers[best] as number;
    if (isWanted(wanted, before)) return current;
    left = left.filter((_, at) => at !== best);
  }
  return null;
}
