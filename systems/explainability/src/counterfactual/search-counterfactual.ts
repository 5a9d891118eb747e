import type { Asker } from './asker.ts';
import { changedGroups } from './changes.ts';
import type { Constraint } from './constraints.ts';
import { copyGroups, type Reward } from './copy-groups.ts';
import type { CounterfactualSpace } from './counterfactual-space.ts';
import type { Limits } from './limits.ts';
import { minimalChanges, type Minimality } from './minimal-changes.ts';
import { moveCloser } from './move-closer.ts';
import {
  nearestUnlikeNeighbours,
  type UnlikeNeighbours,
  type WantedCandidates,
} from './nearest-unlike-neighbour.ts';
import { singleChanges } from './single-changes.ts';
import { isWanted, type WantedSide } from './wanted-side.ts';

export interface CounterfactualOptions {
  readonly wanted: WantedSide;
  readonly constraints?: readonly Constraint[] | undefined;
  /** `sparsity`: few changes, then near; `proximity`: near, then few. Default: sparsity. */
  readonly reward?: Reward | undefined;
  /** Neighbours to start from; the best end counts. Default: 3. */
  readonly starts?: number | undefined;
  /** Candidates to try at most, the nearest first. Default: 2048. */
  readonly tries?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A group that takes other values: codes in the order of its columns. */
export interface Change {
  readonly group: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** A row like the given one that the model puts on the wanted side. */
export interface Counterfactual {
  readonly row: Float64Array;
  readonly changes: readonly Change[];
  /** From the given row, by the space's distance. */
  readonly distance: number;
  /** Of the row by itself, so that it is on the wanted side wherever it is asked about. */
  readonly prediction: number;
  /** `true`: no proper subset of the changes is on the wanted side; `greedy`: no change can be left out alone. */
  readonly minimal: Minimality;
  /** The candidate that its values come from; `null` where one value of the data was enough. */
  readonly candidate: number | null;
}

/** The best counterfactual from the nearest neighbours, and of single changes. */
export async function searchCounterfactual(
  space: CounterfactualSpace,
  row: Float64Array,
  candidates: WantedCandidates,
  limits: Limits,
  { wanted, reward = 'sparsity', starts = 3, tries = 2048 }: CounterfactualOptions,
  asker: Asker,
): Promise<{ found: Counterfactual | null; neighbours: UnlikeNeighbours }> {
  const neighbours = await nearestUnlikeNeighbours(space, row, candidates, limits, wanted, asker, {
    count: starts,
    tries,
  });
  const singles = await singleChanges(row, space, limits, wanted, asker);
  const ends: End[] = singles.map((one) => ({ ...one, minimal: true, candidate: null }));
  for (const { candidate, row: neighbour } of neighbours.neighbours) {
    const copied = await copyGroups(row, neighbour, space, limits, wanted, reward, asker);
    if (!copied) continue;
    const reduced = await minimalChanges(row, copied, space, limits, wanted, asker);
    ends.push({ ...reduced, candidate, least: distanceOfCategories(row, reduced.row, space) });
  }
  const sized = ends
    .map((end) => ({ end, size: changedGroups(row, end.row, space.groups).length }))
    .sort((one, other) =>
      reward === 'sparsity'
        ? one.size - other.size || one.end.least - other.end.least
        : one.end.least - other.end.least,
    );
  let best: Counterfactual | null = null;
  for (const { end, size } of sized) {
    // Moving numbers hardly ever saves a change; what cannot become better is not worth the questions.
    const isMore = reward === 'sparsity' && size > (best?.changes.length ?? Infinity);
    if (isMore || end.least >= (best?.distance ?? Infinity)) continue;
    const closer = await moveAndReduce(row, end, space, limits, wanted, asker);
    const prediction = await asker.askAlone(closer.row);
    if (!isWanted(wanted, prediction)) continue;
    const found = describe(row, closer, space, { candidate: end.candidate, prediction });
    if (!best || isBetter(found, best, reward)) best = found;
  }
  return { found: best, neighbours };
}

/** Where a search has come to, before numbers move. */
interface End {
  readonly row: Float64Array;
  readonly minimal: Minimality;
  readonly candidate: number | null;
  /** Moving numbers leaves at least this distance. */
  readonly least: number;
}

/** The part of a distance that moving numbers does not change. */
function distanceOfCategories(
  row: Float64Array,
  end: Float64Array,
  { groups, columns, distance }: CounterfactualSpace,
): number {
  return changedGroups(row, end, groups)
    .filter((group) => groups[group]?.some((column) => columns[column]?.kind !== 'number'))
    .reduce((sum, group) => sum + distance.ofGroup(group, row, end), 0);
}

/** Moves numbers closer and leaves changes out by turns: nearer values may need fewer, where a model is not monotone. */
async function moveAndReduce(
  row: Float64Array,
  { row: end, minimal }: Pick<End, 'row' | 'minimal'>,
  space: CounterfactualSpace,
  limits: Limits,
  wanted: WantedSide,
  asker: Asker,
): Promise<Pick<End, 'row' | 'minimal'>> {
  const closer = await moveCloser(row, end, space, limits, wanted, asker);
  if (closer === end) return { row: end, minimal };
  const fewer = await minimalChanges(row, closer, space, limits, wanted, asker);
  return fewer.row === closer ? fewer : moveAndReduce(row, fewer, space, limits, wanted, asker);
}

function describe(
  row: Float64Array,
  { row: end, minimal }: Pick<End, 'row' | 'minimal'>,
  { groups, distance }: CounterfactualSpace,
  known: Pick<Counterfactual, 'prediction' | 'candidate'>,
): Counterfactual {
  const changes = changedGroups(row, end, groups).map((group) => {
    const columns = groups[group] ?? [];
    return {
      group,
      from: columns.map((column) => row[column] as number),
      to: columns.map((column) => end[column] as number),
    };
  });
  return { row: end, changes, distance: distance.between(row, end), minimal, ...known };
}

function isBetter(one: Counterfactual, other: Counterfactual, reward: Reward): boolean {
  const fewer = one.changes.length - other.changes.length;
  const nearer = one.distance - other.distance;
  return (reward === 'sparsity' ? fewer || nearer : nearer || fewer) < 0;
}
