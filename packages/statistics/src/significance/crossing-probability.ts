/**
 * Probability that two samples of one continuous distribution have a distance of at least `whole`/(mn): of all orders of
 * their values, equally likely, those whose path leaves the band |in − jm| < whole. What leaves is added up where it does
 * so, and not taken from 1: small probabilities keep their digits.
 *
 * @param whole m·n times the distance of the empirical distribution functions
 * @param isTwoSided whether below counts too, and not only the first above the second
 */
export function crossingProbability(m: number, n: number, whole: number, isTwoSided: boolean): number {
  if (whole <= 0) return 1;
  // Probability of being at (i, j) without having left, a row of j's for one i after the other.
  const inside = new Float64Array(n + 1);
  let left = 0;
  for (let i = 0; i <= m; i++) {
    // Where the path is inside: i·n − j·m < whole, and for both sides > −whole.
    const from = firstInside(i, m, n, whole);
    const to = isTwoSided ? Math.min(n, Math.ceil((i * n + whole) / m) - 1) : n;
    // What steps from the row before to above the band; those j are outside of all later rows too.
    for (let j = i === 0 ? from : firstInside(i - 1, m, n, whole); j < from; j++) {
      left += (inside[j] as number) * share(m - i + 1, m + n - i - j + 1);
      inside[j] = 0;
    }
    for (let j = from; j <= to; j++) {
      const fromRow = i > 0 ? (inside[j] as number) * share(m - i + 1, m + n - i - j + 1) : 0;
      const fromLeft = j > from ? (inside[j - 1] as number) * share(n - j + 1, m + n - i - j + 1) : 0;
      inside[j] = i === 0 && j === 0 ? 1 : fromRow + fromLeft;
    }
    if (to < n) left += (inside[to] as number) * share(n - to, m + n - i - to);
  }
  return Math.min(1, left);
}

/** Least j of a row that is not above the band. */
const firstInside = (i: number, m: number, n: number, whole: number): number =>
  Math.max(0, Math.floor((i * n - whole) / m) + 1);

/** Probability that the next value is of a sample, of which so many are left of all that are left. */
const share = (left: number, all: number): number => left / all;
