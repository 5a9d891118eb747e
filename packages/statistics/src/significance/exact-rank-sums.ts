/** So many additions take about a second. */
const mostSteps = 1e9;
/** Counts of ways are doubles: those of more values could overflow. */
const mostValues = 1000;

/** Probabilities of a sum at most and at least as great as the observed one. */
interface Tails {
  lower: number;
  upper: number;
}

/**
 * The exact distribution of the sum of `drawn` ranks, each choice of them being as likely, with ties or without: the shift
 * algorithm of Streitberg and Röhmel 1986. Only positive numbers are added, so small tails keep their digits.
 *
 * @param ranks mean ranks: whole numbers and halves
 * @throws RangeError for so many values that it would take more than about a second
 */
export function rankSumTails(ranks: ArrayLike<number>, drawn: number, observed: number): Tails {
  // Halves become whole, and the least of all is taken from each: sums stay short.
  const doubled = doubledRanks(ranks);
  const least = doubled[0] ?? 0;
  const most = doubled.slice(doubled.length - drawn).reduce((sum, rank) => sum + rank - least, 0);
  const width = most + 1;
  requireFew(doubled.length, doubled.length * drawn * width);
  const ways = new Float64Array((drawn + 1) * width);
  ways[0] = 1;
  for (const [place, rank] of doubled.entries()) {
    const shift = rank - least;
    for (let chosen = Math.min(place + 1, drawn); chosen > 0; chosen--) {
      const [to, from] = [chosen * width, (chosen - 1) * width - shift];
      for (let sum = most; sum >= shift; sum--)
        ways[to + sum] = (ways[to + sum] as number) + (ways[from + sum] as number);
    }
  }
  return tailsOf(ways.subarray(drawn * width), 2 * observed - drawn * least);
}

/**
 * The exact distribution of the sum of the ranks whose sign is positive, each sign being as likely, with ties or without.
 *
 * @param ranks mean ranks: whole numbers and halves
 * @throws RangeError for more than 1,000 of them
 */
export function signedRankTails(ranks: ArrayLike<number>, observed: number): Tails {
  const doubled = doubledRanks(ranks);
  const most = doubled.reduce((sum, rank) => sum + rank, 0);
  requireFew(doubled.length, doubled.length * most);
  const ways = new Float64Array(most + 1);
  ways[0] = 1;
  for (const rank of doubled)
    for (let sum = most; sum >= rank; sum--) ways[sum] = (ways[sum] as number) + (ways[sum - rank] as number);
  return tailsOf(ways, 2 * observed);
}

function requireFew(values: number, steps: number): void {
  if (values > mostValues || steps > mostSteps)
    throw new RangeError(`${values} values are too many for an exact p-value: ask for the asymptotic one`);
}

const doubledRanks = (ranks: ArrayLike<number>): number[] =>
  Array.from(ranks, (rank) => Math.round(2 * rank)).toSorted((a, b) => a - b);

function tailsOf(ways: Float64Array, observed: number): Tails {
  let [lower, upper, all] = [0, 0, 0];
  for (let sum = 0; sum < ways.length; sum++) {
    const count = ways[sum] as number;
    all += count;
    if (sum <= observed) lower += count;
    if (sum >= observed) upper += count;
  }
  return { lower: lower / all, upper: upper / all };
}
