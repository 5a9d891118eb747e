import type { CounterfactualQuestion } from './analysis.ts';

/**
 * What counterfactuals answer, beside what the page asks now: an `older` question, of another row, decision or limits; this
 * one, but for `fewer` than are wanted; or `all` of it.
 */
export type SearchState = 'older' | 'fewer' | 'all';

/**
 * Where a search for counterfactuals stands.
 *
 * @param answered the question whose answer is shown; `undefined` where there is none yet
 * @param wanted the question that the page asks now
 */
export function searchState(
  answered: CounterfactualQuestion | undefined,
  wanted: CounterfactualQuestion,
): SearchState {
  if (!answered) return 'older';
  const { most, ...what } = answered;
  const { most: mostWanted, ...whatWanted } = wanted;
  if (keyOf(what) !== keyOf(whatWanted)) return 'older';
  return most < mostWanted ? 'fewer' : 'all';
}

function keyOf({ cells, place, threshold, limits, linked }: Omit<CounterfactualQuestion, 'most'>): string {
  return JSON.stringify([cells, place, threshold, limits, linked]);
}
