import type { Attribution } from '../attribution.ts';
import { ExplainabilityError } from '../explainability-error.ts';
import type { Work } from '../model-function.ts';
import type { CoalitionGame } from './coalition-game.ts';

/** The most groups that are enumerated unless said otherwise: 2¹² coalitions. */
export const mostEnumerated = 12;

export interface EnumerateOptions extends Pick<Work, 'progress'> {
  /** The most groups; work and memory double with each. At most 24. Default: {@link mostEnumerated}. */
  readonly most?: number | undefined;
}

/** Coalitions between two reports of progress. */
const coalitionsAtOnce = 512;

/**
 * Exact Shapley values by asking for every coalition: φᵢ = Σ over S without i of s!(M−s−1)!/M! · (v(S∪i) − v(S))
 * (Shapley 1953; `shap.explainers.Exact` gives the same). Groups that do not vary get exactly 0.
 *
 * @throws ExplainabilityError `too-large` for more groups that vary than `most`, and what the game throws
 */
export async function enumerate(
  game: CoalitionGame,
  { progress, most = mostEnumerated }: EnumerateOptions = {},
): Promise<Attribution> {
  const size = game.players.length;
  if (size > Math.min(24, most))
    throw new ExplainabilityError(
      'too-large',
      `${size} groups vary, at most ${Math.min(24, most)} are enumerated`,
      { hint: 'estimate by KernelSHAP, or put columns together into groups' },
    );
  const worth = await allWorths(game, progress);
  const values = new Float64Array(game.groups);
  game.players.forEach((group, player) => {
    values[group] = shapleyValueOf(worth, size, player);
  });
  return {
    method: 'enumeration',
    values,
    standardErrors: null,
    base: game.base,
    prediction: game.prediction,
    evaluations: game.evaluations(),
  };
}

/** Worth of every coalition; bit p of its place says whether player p takes part. */
async function allWorths(game: CoalitionGame, progress: Work['progress']): Promise<Float64Array> {
  const size = game.players.length;
  const last = 2 ** size - 1;
  const worth = new Float64Array(last + 1);
  worth[last] = game.prediction;
  worth[0] = game.base;
  for (let from = 1; from < last; from += coalitionsAtOnce) {
    const count = Math.min(coalitionsAtOnce, last - from);
    const masks = new Uint8Array(count * size);
    for (let at = 0; at < count; at++)
      for (let player = 0; player < size; player++) masks[at * size + player] = ((from + at) >> player) & 1;
    worth.set(await game.values(masks), from);
    progress?.((from + count) / last);
  }
  return worth;
}

function shapleyValueOf(worth: Float64Array, size: number, player: number): number {
  const bit = 1 << player;
  const sums = new Float64Array(size);
  for (let coalition = 0; coalition < worth.length; coalition++) {
    if ((coalition & bit) !== 0) continue;
    const others = bitsOf(coalition);
    sums[others] =
      (sums[others] as number) + (worth[coalition | bit] as number) - (worth[coalition] as number);
  }
  // s!(M−s−1)!/M! = 1 / (M · C(M−1, s)).
  let choices = 1;
  let value = 0;
  for (let others = 0; others < size; others++) {
    value += (sums[others] as number) / (size * choices);
    choices = (choices * (size - 1 - others)) / (others + 1);
  }
  return value;
}

function bitsOf(whole: number): number {
  let bits = 0;
  for (let left = whole; left !== 0; left &= left - 1) bits++;
  return bits;
}
