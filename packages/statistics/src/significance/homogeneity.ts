import { chiSquaredDistribution } from '../distributions/chi-squared-distribution.ts';
import type { TestResult } from './alternative.ts';
import { contingency, type Contingency } from './contingency.ts';

interface Options {
  /** Yates' correction of a table of two rows and two columns: moves each cell half a count towards what is expected. */
  yates?: boolean;
}

/**
 * Pearson's χ² test of homogeneity: whether the rows of a table are samples of one distribution over its columns
 * (Pearson 1900). `scipy.stats.chi2_contingency(correction=yates)`, but that empty columns are left out.
 *
 * @param table counts, a row for each sample
 * @returns a p-value of 1 where fewer than two rows or columns are left
 * @throws RangeError for what is no table of counts
 * @example
 *   chiSquaredTest([countsBefore, countsNow]).pValue;
 */
export function chiSquaredTest(
  table: readonly ArrayLike<number>[],
  { yates = false }: Options = {},
): TestResult & { freedom: number } {
  return judge(contingency(table), yates, (observed, expected) => (observed - expected) ** 2 / expected);
}

/**
 * The G test of homogeneity: as {@link chiSquaredTest}, of the ratio of likelihoods (Wilks 1938).
 * `chi2_contingency(lambda_='log-likelihood')`.
 *
 * @throws RangeError for what is no table of counts
 */
export function gTest(
  table: readonly ArrayLike<number>[],
  { yates = false }: Options = {},
): TestResult & { freedom: number } {
  return judge(contingency(table), yates, (observed, expected) =>
    observed > 0 ? 2 * observed * Math.log(observed / expected) : 0,
  );
}

function judge(
  { observed, expected, rows, columns }: Contingency,
  yates: boolean,
  divergence: (observed: number, expected: number) => number,
): TestResult & { freedom: number } {
  const freedom = Math.max(0, (rows - 1) * (columns - 1));
  if (freedom === 0) return { statistic: 0, freedom: 0, pValue: 1 };
  let statistic = 0;
  for (const [at, count] of observed.entries()) {
    const away = (expected[at] as number) - count;
    const corrected =
      yates && freedom === 1 ? count + Math.sign(away) * Math.min(0.5, Math.abs(away)) : count;
    statistic += divergence(corrected, expected[at] as number);
  }
  // The divergences of G have both signs: rounding can leave a sum below 0.
  statistic = Math.max(0, statistic);
  return { statistic, freedom, pValue: chiSquaredDistribution(freedom).survival(statistic) };
}
