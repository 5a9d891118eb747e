import jstat from 'jstat';

/** Sums of a sample: enough for both tests. */
export interface Sample {
  n: number;
  sum: number;
  /** Sum of squares. */
  square: number;
}

/**
 * One-sided p-value of Fisher's exact test (Fisher 1935): that a part of all rows has at least so many of the mistakes,
 * as scipy's `fisher_exact(alternative='greater')`.
 *
 * @param mistakes mistakes in the part
 * @param n rows of the part
 * @param allMistakes mistakes in all rows
 * @param all all rows
 */
export function fisherGreater(mistakes: number, n: number, allMistakes: number, all: number): number {
  const logProbability = (k: number): number =>
    logChoose(allMistakes, k) + logChoose(all - allMistakes, n - k) - logChoose(all, n);
  let sum = 0;
  for (let k = Math.min(n, allMistakes); k >= mistakes; k--) sum += Math.exp(logProbability(k));
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return -Infinity;
  return jstat.gammaln(n + 1) - jstat.gammaln(k + 1) - jstat.gammaln(n - k + 1);
}

/**
 * One-sided p-value of Welch's t-test (Welch 1947): that the first sample's mean is greater, as scipy's
 * `ttest_ind(equal_var=False, alternative='greater')`.
 *
 * @returns 1 where either sample has fewer than two rows, or neither varies
 */
export function welchGreater(a: Sample, b: Sample): number {
  if (a.n < 2 || b.n < 2) return 1;
  const [va, vb] = [a, b].map(
    ({ n, sum, square }) => Math.max(0, (square - (sum * sum) / n) / (n - 1)) / n,
  ) as [number, number];
  if (va + vb === 0) return 1;
  const t = (a.sum / a.n - b.sum / b.n) / Math.sqrt(va + vb);
  const freedom = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  return jstat.studentt.cdf(-t, freedom);
}

/** p-values corrected for all of them having been looked at (Holm 1979), in their own order. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).toSorted((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const adjusted = Array.from(pValues, () => 1);
  let least = 0;
  for (const [place, index] of order.entries()) {
    least = Math.max(least, Math.min(1, (pValues.length - place) * (pValues[index] ?? 1)));
    adjusted[index] = least;
  }
  return adjusted;
}
