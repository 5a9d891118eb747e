import type { ModelFunction } from '../model-function.ts';
import { askerOf } from './asker.ts';
import { checkStart, reasonOf } from './counterfactual.ts';
import type { CounterfactualSpace } from './counterfactual-space.ts';
import { limitsOf } from './limits.ts';
import { wantedCandidates } from './nearest-unlike-neighbour.ts';
import {
  searchCounterfactual,
  type Counterfactual,
  type CounterfactualOptions,
} from './search-counterfactual.ts';

export interface CounterfactualsOptions extends CounterfactualOptions {
  /** How many at most. Default: 3. */
  readonly count?: number | undefined;
}

/** Different ways to the wanted side, the best first. */
export interface CounterfactualsAnswer {
  readonly counterfactuals: readonly Counterfactual[];
  /** Why there is none, in words; `null` where there is one. */
  readonly reason: string | null;
  readonly evaluations: number;
}

/** Ways that are found for each one that is wanted, to choose from. */
const poolFactor = 2;

/** Searches for each way in the pool, at most. */
const searchFactor = 2;

/** Candidates to try at most for another way. */
const otherTries = 128;

/**
 * A set of counterfactuals that change different groups. Ways are found as the hitting-set tree of Reiter 1987 finds
 * conflicts: after a search, each of its changed groups is held still by turns and it is searched again, so that each
 * search finds another way than those before it on its branch. From them the best is taken first, then the one whose changed groups differ most from those taken (greedy
 * max-min of Jaccard's distance), the earlier of equal ones. Deterministic.
 *
 * @throws ExplainabilityError what `counterfactual` throws
 */
export async function counterfactuals(
  model: ModelFunction,
  space: CounterfactualSpace,
  row: Float64Array,
  options: CounterfactualsOptions,
): Promise<CounterfactualsAnswer> {
  const { count = 3, constraints = [] } = options;
  const asker = askerOf(model, options.signal);
  const standing = await checkStart(space, row, options, asker);
  if (standing !== null) return { counterfactuals: [], reason: standing, evaluations: asker.evaluations };

  const candidates = wantedCandidates(space, row, options.wanted);
  const pool = new Map<string, Counterfactual>();
  const held: number[][] = [[]];
  const known = new Set(['']);
  let reason: string | null = null;
  const mostSearches = count === 1 ? 1 : count * poolFactor * searchFactor;
  for (let at = 0; at < held.length && at < mostSearches && pool.size < count * poolFactor; at++) {
    const frozen = held[at] as number[];
    const limits = limitsOf(space, constraints, new Set(frozen));
    // The first is the best that can be had; the others need only be other ways.
    const effort = at === 0 ? {} : { starts: 1, tries: Math.min(options.tries ?? otherTries, otherTries) };
    const { found, neighbours } = await searchCounterfactual(
      space,
      row,
      candidates,
      limits,
      { ...options, ...effort },
      asker,
    );
    if (!found) {
      if (at === 0) reason = reasonOf(space, neighbours, options);
      continue;
    }
    const changed = found.changes.map(({ group }) => group);
    if (!pool.has(changed.join(' '))) pool.set(changed.join(' '), found);
    for (const group of changed) {
      const next = [...frozen, group].sort((a, b) => a - b);
      if (known.has(next.join(' '))) continue;
      known.add(next.join(' '));
      held.push(next);
    }
  }
  return { counterfactuals: spread([...pool.values()], count), reason, evaluations: asker.evaluations };
}

/** The first, then those that differ most from the ones chosen. */
function spread(pool: readonly Counterfactual[], count: number): Counterfactual[] {
  const [first, ...rest] = pool;
  if (!first) return [];
  const chosen = [first];
  while (chosen.length < count && rest.length > 0) {
    const apart = rest.map((one) => Math.min(...chosen.map((other) => jaccardDistance(one, other))));
    chosen.push(...rest.splice(apart.indexOf(Math.max(...apart)), 1));
  }
  return chosen;
}

/** Share of the groups changed by either that only one of both changes. */
function jaccardDistance(one: Counterfactual, other: Counterfactual): number {
  const [a, b] = [one, other].map(({ changes }) => changes.map(({ group }) => group)) as [number[], number[]];
  const both = a.filter((group) => b.includes(group)).length;
  return 1 - both / (a.length + b.length - both);
}
