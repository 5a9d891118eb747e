import { ExplainabilityError } from '../explainability-error.ts';
import type { ModelFunction } from '../model-function.ts';
import { askerOf, type Asker } from './asker.ts';
import { changedGroups } from './changes.ts';
import { describeConstraint, type Constraint } from './constraints.ts';
import { copyGroups, type Reward } from './copy-groups.ts';
import type { CounterfactualSpace } from './counterfactual-space.ts';
import { limitsOf, type Limits } from './limits.ts';
import { minimalChanges, type Minimality } from './minimal-changes.ts';
import { moveCloser } from './move-closer.ts';
import { nearestUnlikeNeighbours, type UnlikeNeighbours } from './nearest-unlike-neighbour.ts';
import { checkSide, describeSide, isWanted, type WantedSide } from './wanted-side.ts';

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
  readonly prediction: number;
  /** `true`: no proper subset of the changes is on the wanted side; `greedy`: no change can be left out alone. */
  readonly minimal: Minimality;
  /** The candidate that its values come from. */
  readonly candidate: number;
}

/** Either a counterfactual or a reason. */
export interface CounterfactualAnswer {
  readonly counterfactual: Counterfactual | null;
  /** Why there is none, in words. */
  readonly reason: string | null;
  /** Candidates that were tried. */
  readonly tried: number;
  /** Rows that the model was asked about. */
  readonly evaluations: number;
}

/**
 * The change that takes a row to the wanted side: groups are copied from its nearest unlike neighbours (NICE, Brughmans et al.
 * 2023), numbers move back as far as they can, and what is not needed is left out. Everything is deterministic. That there is
 * none is an answer with a reason.
 *
 * @param row codes, as the columns of the space
 * @throws ExplainabilityError `input` for a row of another length or constraints that make no sense, and what the model
 *   throws
 * @example
 *   const space = counterfactualSpace(code.columns, singleColumns(12), { rows, predictions });
 *   const { counterfactual, reason } = await counterfactual(model, space, row, {
 *     wanted: { kind: 'at-least', threshold: 0.5 },
 *     constraints: [{ kind: 'immutable', columns: [6, 7] }, { kind: 'one-way', column: 0, direction: 'up' }],
 *   });
 */
export async function counterfactual(
  model: ModelFunction,
  space: CounterfactualSpace,
  row: Float64Array,
  options: CounterfactualOptions,
): Promise<CounterfactualAnswer> {
  const asker = askerOf(model, options.signal);
  const reason = await checkStart(space, row, options, asker);
  if (reason !== null) return { counterfactual: null, reason, tried: 0, evaluations: asker.evaluations };
  const limits = limitsOf(space, options.constraints ?? []);
  const { found, neighbours } = await search(space, row, limits, options, asker);
  return {
    counterfactual: found,
    reason: found ? null : reasonOf(space, neighbours, options),
    tried: neighbours.tried,
    evaluations: asker.evaluations,
  };
}

/** What stands against a search: `null` for nothing. @throws ExplainabilityError `input` for bad input */
export async function checkStart(
  { columns }: CounterfactualSpace,
  row: Float64Array,
  { wanted }: CounterfactualOptions,
  asker: Asker,
): Promise<string | null> {
  checkSide(wanted);
  if (row.length !== columns.length)
    throw new ExplainabilityError('input', `a row of ${row.length} values, expected ${columns.length}`);
  const [prediction = Number.NaN] = await asker.ask([row]);
  if (!isWanted(wanted, prediction)) return null;
  return `the row is there already: its prediction is ${prediction}, wanted is ${describeSide(wanted)}`;
}

/** The best counterfactual from the nearest neighbours. */
export async function search(
  space: CounterfactualSpace,
  row: Float64Array,
  limits: Limits,
  { wanted, reward = 'sparsity', starts = 3, tries = 2048 }: CounterfactualOptions,
  asker: Asker,
): Promise<{ found: Counterfactual | null; neighbours: UnlikeNeighbours }> {
  const neighbours = await nearestUnlikeNeighbours(space, row, limits, wanted, asker, {
    count: starts,
    tries,
  });
  let best: Counterfactual | null = null;
  for (const { candidate, row: neighbour } of neighbours.neighbours) {
    const copied = await copyGroups(row, neighbour, space, limits, wanted, reward, asker);
    if (!copied) continue;
    let { row: end, minimal } = await minimalChanges(row, copied, space, limits, wanted, asker);
    for (;;) {
      const closer = await moveCloser(row, end, space, limits, wanted, asker);
      if (closer === end) break;
      // Nearer values may need fewer changes, where the model is not monotone.
      ({ row: end, minimal } = await minimalChanges(row, closer, space, limits, wanted, asker));
      if (end === closer) break;
    }
    const [prediction = Number.NaN] = await asker.ask([end]);
    const found = describe(row, end, space, { prediction, minimal, candidate });
    if (!best || isBetter(found, best, reward)) best = found;
  }
  return { found: best, neighbours };
}

function describe(
  row: Float64Array,
  end: Float64Array,
  { groups, distance }: CounterfactualSpace,
  known: Pick<Counterfactual, 'prediction' | 'minimal' | 'candidate'>,
): Counterfactual {
  const changes = changedGroups(row, end, groups).map((group) => {
    const columns = groups[group] ?? [];
    return {
      group,
      from: columns.map((column) => row[column] as number),
      to: columns.map((column) => end[column] as number),
    };
  });
  return { row: end, changes, distance: distance.between(row, end), ...known };
}

function isBetter(one: Counterfactual, other: Counterfactual, reward: Reward): boolean {
  const fewer = one.changes.length - other.changes.length;
  const nearer = one.distance - other.distance;
  return (reward === 'sparsity' ? fewer || nearer : nearer || fewer) < 0;
}

/** Why nothing was found. */
export function reasonOf(
  { columns }: CounterfactualSpace,
  { wanted, tried }: UnlikeNeighbours,
  { constraints = [], ...options }: CounterfactualOptions,
): string {
  const side = `a prediction of ${describeSide(options.wanted)}`;
  if (wanted === 0) return `none: no row of the data has ${side}`;
  const limits = constraints.map((constraint) => describeConstraint(constraint, columns)).join('; ');
  const which = tried < wanted ? `the nearest ${tried} of ${wanted} rows` : `all ${wanted} rows`;
  return `none within these limits${limits && ` (${limits})`}: ${which} with ${side} were tried, and none gets there with what may change`;
}
