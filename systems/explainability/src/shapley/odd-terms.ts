import { dot } from '@modelfolio/statistics/dot';

/** Players whose triples are tried: those of the greatest values. */
const mostPlayers = 24;

/** Three players, rising. */
export type Triple = readonly [number, number, number];

/**
 * A triple's column of the regression: z_i·z_j·z_k − (z_i + z_j + z_k)/3, of signs z. As a game its Shapley values are all
 * 0: those of the parity z_i·z_j·z_k are the same for its three players, and it is as much for all players as it is less for
 * none. So over all coalitions it takes nothing from the values; over some it takes noise away.
 */
export function oddTerm(signs: readonly Float64Array[], [one, other, third]: Triple): Float64Array {
  const first = signs[one] as Float64Array;
  const second = signs[other] as Float64Array;
  const last = signs[third] as Float64Array;
  const term = new Float64Array(first.length);
  for (let row = 0; row < term.length; row++) {
    const sign = first[row] as number;
    const next = second[row] as number;
    const end = last[row] as number;
    term[row] = sign * next * end - (sign + next + end) / 3;
  }
  return term;
}

/**
 * Triples whose columns explain most of what a fit leaves, each taken alone.
 *
 * @param values the fit's values; players beyond the {@link mostPlayers} of the greatest are not tried
 * @param taken keys (`i,j,k`) of triples that are in the fit
 * @param count how many are wanted
 */
export function strongestTriples(
  signs: readonly Float64Array[],
  weights: Float64Array,
  residuals: Float64Array,
  values: Float64Array,
  taken: ReadonlySet<string>,
  count: number,
): Triple[] {
  const players = [...values.keys()]
    .sort((one, other) => Math.abs(values[other] as number) - Math.abs(values[one] as number) || one - other)
    .slice(0, mostPlayers)
    .sort((one, other) => one - other);
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  const pull = residuals.map((residual, row) => residual * (weights[row] as number));
  const columns = players.map((player) => signs[player] as Float64Array);
  const pulls = columns.map((column) => dot(pull, column));
  const products = columns.map((column) => {
    const weighted = column.map((sign, row) => sign * (weights[row] as number));
    return columns.map((other) => dot(weighted, other));
  });
  const found: { triple: Triple; gain: number }[] = [];
  const [halfway, joint] = [new Float64Array(pull.length), new Float64Array(pull.length)];
  for (let one = 0; one < players.length; one++) {
    multiply(pull, columns[one] as Float64Array, halfway);
    for (let other = one + 1; other < players.length; other++) {
      multiply(halfway, columns[other] as Float64Array, joint);
      for (let third = other + 1; third < players.length; third++) {
        const triple = [players[one], players[other], players[third]] as unknown as Triple;
        if (taken.has(triple.join())) continue;
        const singles = (pulls[one] as number) + (pulls[other] as number) + (pulls[third] as number);
        const along = dot(joint, columns[third] as Float64Array) - singles / 3;
        const pairs =
          (products[one]?.[other] as number) +
          (products[one]?.[third] as number) +
          (products[other]?.[third] as number);
        // The column's weighted square, from z² = 1.
        const square = (4 / 3) * mass - (4 / 9) * pairs;
        if (square > 1e-9 * mass) found.push({ triple, gain: along ** 2 / square });
      }
    }
  }
  return found
    .sort((one, other) => other.gain - one.gain)
    .slice(0, count)
    .map(({ triple }) => triple);
}

function multiply(one: Float64Array, other: Float64Array, into: Float64Array): void {
  for (let row = 0; row < into.length; row++) into[row] = (one[row] as number) * (other[row] as number);
}
