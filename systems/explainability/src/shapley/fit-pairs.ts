import type { CoalitionPairs } from './coalition-pairs.ts';
import { ConstrainedFit } from './constrained-fit.ts';
import { OddControls } from './odd-controls.ts';
import { oddTerm, strongestTriples, type Triple } from './odd-terms.ts';

/** Triples come into the regression in so many rounds, each chosen by what the one before leaves. */
const rounds = 3;

/** Sweeps over all coefficients in each round. */
const sweeps = 4;

/** Triples for each pair that is drawn beyond the players: more would fit noise. */
const triplesPerPair = 0.3;

/** The most triples: time grows with them. */
const mostTriples = 1000;

/** Where more than this share of the pairs' freedom went into triples, errors are no larger than by this share. */
const mostFitted = 0.75;

/** A regression of pairs. */
export interface PairFit {
  /** Shapley value of each player. */
  readonly values: Float64Array;
  readonly standardErrors: Float64Array;
  readonly triples: readonly Triple[];
  readonly coefficients: readonly number[];
  /** Pairs that it is made from: the first of those drawn. */
  readonly pairs: number;
}

/**
 * Shapley values of pairs, by the odd part of the game alone (the even part has none): y = v(S) − v(S̄) is regressed on the
 * players' signs with the Shapley kernel as weights, the values adding up to the total. To the signs come the triples that
 * explain most of the rest (polynomial regression on the odd subspace: Fumagalli, Witter and Musco 2026, "An Odd Estimator
 * for Shapley Values"), as columns whose own Shapley values are 0, which makes them control variates: whatever is chosen,
 * the estimate tends to the Shapley values. Pairs alone already take care of all interactions of two.
 *
 * Standard errors are White's, from each pair's residual; a stratum counts by what is not drawn of it. Residuals are too
 * small where triples were chosen and fitted by the same pairs, so they are made larger by what the fit before this one was
 * off on the pairs that it had not seen, and by the share of triples in the pairs that are not drawn completely.
 *
 * @param differences v(S) − v(S̄) of each pair
 * @param total prediction − base
 * @param before the fit of the first of these pairs; without one no triples are tried
 */
export function fitPairs(
  pairs: CoalitionPairs,
  differences: Float64Array,
  total: number,
  before: PairFit | null,
): PairFit {
  const signs = pairs.signs();
  const weights = pairs.weights();
  const fit = new ConstrainedFit(signs, weights);
  const controls = new OddControls(signs, weights, differences);
  before?.triples.forEach((triple, at) => controls.add(triple, before.coefficients[at]));
  let { values, residuals } = controls.solve(fit, total);
  const ends = { pairs: pairs.count, triples: controls.triples, coefficients: controls.coefficients };
  if (pairs.count === pairs.all) return { ...ends, values, standardErrors: new Float64Array(values.length) };

  const known = controls.triples.length;
  const tried = new Set(controls.triples.map((triple) => triple.join()));
  const fitting = Math.floor(triplesPerPair * (pairs.count - pairs.players));
  const added = before === null ? 0 : Math.min(mostTriples, fitting) - known;
  for (let round = 1; round <= rounds; round++) {
    const count = known + Math.floor((added * round) / rounds) - tried.size;
    if (count <= 0) continue;
    for (const triple of strongestTriples(signs, weights, residuals, values, tried, count)) {
      tried.add(triple.join());
      controls.add(triple);
    }
    for (let sweep = 0; sweep < sweeps; sweep++) controls.sweep(fit, total);
    ({ values, residuals } = controls.solve(fit, total));
  }
  const undrawn = pairs.undrawn();
  const larger =
    Math.max(
      1 / (1 - (pairs.players - 1) / pairs.count),
      before === null ? 1 : excess(pairs, signs, differences, residuals, before),
    ) / Math.sqrt(1 - Math.min(mostFitted, controls.triples.length / sum(undrawn)));
  const deviations = residuals.map((residual, row) => residual * larger * Math.sqrt(undrawn[row] as number));
  return { ...ends, values, standardErrors: fit.standardErrors(deviations) };
}

/** How much greater residuals are on pairs that a fit has not seen than on the same pairs once they are fitted. */
function excess(
  pairs: CoalitionPairs,
  signs: readonly Float64Array[],
  differences: Float64Array,
  residuals: Float64Array,
  before: PairFit,
): number {
  const weights = pairs.weights();
  const shares = pairs.undrawn().map((share, row) => share * (weights[row] as number) ** 2);
  const fresh = signs.map((column) => column.subarray(before.pairs));
  const off = differences.slice(before.pairs);
  const subtract = (column: Float64Array, coefficient: number): void =>
    column.forEach((value, row) => {
      off[row] = (off[row] as number) - coefficient * value;
    });
  fresh.forEach((column, player) => subtract(column, before.values[player] as number));
  before.triples.forEach((triple, at) => subtract(oddTerm(fresh, triple), before.coefficients[at] as number));
  let unseen = 0;
  let seen = 0;
  off.forEach((value, at) => {
    const share = shares[before.pairs + at] as number;
    unseen += share * value ** 2;
    seen += share * (residuals[before.pairs + at] as number) ** 2;
  });
  return seen > 0 ? Math.sqrt(unseen / seen) : 1;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
