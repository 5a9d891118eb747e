import { ExplainabilityError } from '../explainability-error.ts';
import type { ModelFunction } from '../model-function.ts';
import { lime, type LimeExplanation, type LimeOptions } from './lime.ts';
import type { LimeStatistics } from './lime-statistics.ts';

export interface LimeSpread {
  /** One for each column. A column that a seed did not select counts as 0. */
  readonly means: Float64Array;
  /** Standard deviation over the seeds, of seeds − 1. */
  readonly deviations: Float64Array;
  /** Share of the seeds that selected each column. */
  readonly selected: Float64Array;
  readonly explanations: readonly LimeExplanation[];
}

/**
 * How much LIME's coefficients depend on its random neighbours.
 *
 * @param seeds how many seeds, from `options.seed` on. Default: 10.
 * @throws ExplainabilityError `input` for less than 2 seeds, and what {@link lime} throws
 */
export async function limeSpread(
  model: ModelFunction,
  row: Float64Array,
  statistics: LimeStatistics,
  options: LimeOptions = {},
  seeds = 10,
): Promise<LimeSpread> {
  if (!Number.isInteger(seeds) || seeds < 2)
    throw new ExplainabilityError('input', `seeds: ${seeds}, expected a whole number from 2`);
  const explanations: LimeExplanation[] = [];
  for (let at = 0; at < seeds; at++)
    explanations.push(
      await lime(model, row, statistics, {
        ...options,
        seed: (options.seed ?? 0) + at,
        progress: (share) => options.progress?.((at + share) / seeds),
      }),
    );
  const columns = [...row.keys()];
  const found = columns.map((column) =>
    explanations.map(
      ({ coefficients }) => coefficients.find((one) => one.column === column)?.coefficient ?? null,
    ),
  );
  const means = found.map((one) => one.reduce<number>((sum, value) => sum + (value ?? 0), 0) / seeds);
  return {
    means: Float64Array.from(means),
    deviations: Float64Array.from(found, (one, column) => {
      const mean = means[column] as number;
      const squares = one.reduce<number>((sum, value) => sum + ((value ?? 0) - mean) ** 2, 0);
      return Math.sqrt(squares / (seeds - 1));
    }),
    selected: Float64Array.from(found, (one) => one.filter((value) => value !== null).length / seeds),
    explanations,
  };
}
