import type { Attribution } from '../attribution.ts';
import { ExplainabilityError } from '../explainability-error.ts';
import type { CoalitionGame } from './coalition-game.ts';
import { CoalitionPairs } from './coalition-pairs.ts';
import { fitPairs, type PairFit } from './fit-pairs.ts';

export interface KernelShapOptions {
  /** Seed of the coalitions. Default: 0. */
  readonly seed?: number | undefined;
  /**
   * The most coalitions, besides the empty and the full one. Default: 2·M + 2048 for M groups that vary, as shap's
   * `nsamples="auto"`.
   */
  readonly coalitions?: number | undefined;
  /**
   * Stop when the largest standard error is at most this share of the largest absolute value (the longest bar of a chart).
   * Default: 0.01. 0 asks for all coalitions that are allowed.
   */
  readonly targetError?: number | undefined;
}

/** Pairs of the next batch for each of those before: every batch is worth its regression. */
const growth = 1.5;

/** Errors below this share of the model's values are rounding: more coalitions do not make them smaller. */
const rounding = 1e-12;

/**
 * Estimates Shapley values from some coalitions (KernelSHAP: Lundberg and Lee 2017, in pairs as Covert and Lee 2021, with
 * odd interactions as control variates: {@link fitPairs}), and tells how far it may be off. Each batch of coalitions yields
 * the estimate so far; the last is the answer. The mean over the background is exact; only coalitions are sampled, so with
 * all of them the values are exact and their errors 0.
 *
 * The same game, seed and limit give the same values, whatever the size of the model's calls.
 *
 * @throws ExplainabilityError `input` for options that are not numbers as described; what the game throws
 * @example
 *   const game = await coalitionGame(model, row, background, singleColumns(40), { signal });
 *   for await (const { values, standardErrors } of kernelShap(game, { targetError: 0.02 })) draw(values, standardErrors);
 */
export async function* kernelShap(
  game: CoalitionGame,
  { seed = 0, coalitions, targetError = 0.01 }: KernelShapOptions = {},
): AsyncGenerator<Attribution, void> {
  const { length: size } = game.players;
  const pairs = new CoalitionPairs(size, seed);
  const limit = pairLimit(pairs, coalitions ?? 2 * size + 2048);
  if (!(targetError >= 0))
    throw new ExplainabilityError('input', `targetError: ${targetError}, expected a number from 0`);

  const largest = Math.max(Math.abs(game.prediction), Math.abs(game.base));
  let differences = new Float64Array(0);
  let found: PairFit | null = null;
  let wanted = Math.max(pairs.least, Math.ceil(1.5 * size) + 64);
  for (;;) {
    // A last batch that is small would not tell how far off the fit before it was.
    if (wanted * 1.2 > limit) wanted = limit;
    const sets = pairs.grow(wanted);
    const both = new Uint8Array(2 * sets.length);
    both.set(sets);
    both.set(
      sets.map((part) => 1 - part),
      sets.length,
    );
    const worth = await game.values(both);
    const added = worth.length / 2;
    const known = new Float64Array(differences.length + added);
    known.set(differences);
    for (let at = 0; at < added; at++)
      known[differences.length + at] = (worth[at] as number) - (worth[added + at] as number);
    differences = known;

    found = fitPairs(pairs, differences, game.prediction - game.base, found);
    yield spread(game, found.values, found.standardErrors);
    const small = Math.max(targetError * greatest(found.values), rounding * largest);
    if (wanted >= limit || greatest(found.standardErrors) <= small) return;
    wanted = Math.ceil(wanted * growth);
  }
}

function pairLimit(pairs: CoalitionPairs, coalitions: number): number {
  if (!Number.isInteger(coalitions))
    throw new ExplainabilityError('input', `coalitions: ${coalitions}, expected a whole number`);
  if (coalitions < 2 * pairs.least)
    throw new ExplainabilityError(
      'input',
      `coalitions: ${coalitions}, ${pairs.players} groups need at least ${2 * pairs.least}`,
    );
  return Math.min(pairs.all, Math.floor(coalitions / 2));
}

/** Values of the players at the places of their groups. */
function spread(game: CoalitionGame, values: Float64Array, errors: Float64Array): Attribution {
  const all = new Float64Array(game.groups);
  const allErrors = new Float64Array(game.groups);
  game.players.forEach((group, player) => {
    all[group] = values[player] as number;
    allErrors[group] = errors[player] as number;
  });
  return {
    method: 'kernel',
    values: all,
    standardErrors: allErrors,
    base: game.base,
    prediction: game.prediction,
    evaluations: game.evaluations(),
  };
}

function greatest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
