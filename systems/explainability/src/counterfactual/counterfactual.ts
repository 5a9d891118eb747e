import { ExplainabilityError } from '../explainability-error.ts';
import type { ModelFunction } from '../model-function.ts';
import { askerOf, type Asker } from './asker.ts';
import { describeConstraint } from './constraints.ts';
import type { CounterfactualSpace } from './counterfactual-space.ts';
import { limitsOf } from './limits.ts';
import { wantedCandidates, type UnlikeNeighbours } from './nearest-unlike-neighbour.ts';
import {
  searchCounterfactual,
  type Counterfactual,
  type CounterfactualOptions,
} from './search-counterfactual.ts';
import { checkSide, describeSide, isWanted } from './wanted-side.ts';

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
 * 2023), single values of the data are tried, numbers move back as far as they can, and what is not needed is left out. Everything is deterministic. That there is
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
  const candidates = wantedCandidates(space, row, options.wanted);
  const { found, neighbours } = await searchCounterfactual(space, row, candidates, limits, options, asker);
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
