import { ExplainabilityError } from '../explainability-error.ts';
import type { ModelFunction, Work } from '../model-function.ts';
import { askHybrids, hybridsAtOnce } from '../shapley/ask-hybrids.ts';
import { fitLime, type LimeFit } from './fit-lime.ts';
import { limeNeighbours } from './lime-neighbours.ts';
import type { LimeStatistics } from './lime-statistics.ts';

export interface LimeOptions extends Work {
  /** The most columns of the local model. Default: 10. */
  readonly features?: number | undefined;
  /** Rows around the one to explain, itself among them. Default: 5,000. */
  readonly samples?: number | undefined;
  /** Default: 0. */
  readonly seed?: number | undefined;
  /** The most rows that go to the model at once. Default: 8192. */
  readonly rowsAtOnce?: number | undefined;
}

export interface LimeExplanation extends LimeFit {
  /** What the model itself says of the row. */
  readonly prediction: number;
}

/**
 * LIME of a table's row (Ribeiro, Singh and Guestrin 2016), as `LimeTabularExplainer` (lime 0.2) by default: a weighted linear
 * model of binned neighbours. Read its coefficients with its score: where that is low, the line does not follow the model.
 * The same seed gives the same answer, whatever the size of the model's calls; see {@link limeSpread} for other seeds.
 *
 * @param row a code for each column
 * @param statistics of the training rows: {@link limeStatistics}
 * @throws ExplainabilityError `input`, `model-failed`, `not-finite`; the signal's reason
 * @example
 *   const { coefficients, score } = await lime(model, row, limeStatistics(background, [3, 5]), { features: 6 });
 */
export async function lime(
  model: ModelFunction,
  row: Float64Array,
  statistics: LimeStatistics,
  options: LimeOptions = {},
): Promise<LimeExplanation> {
  const { features = 10, samples = 5000, seed = 0, signal, progress, rowsAtOnce = hybridsAtOnce } = options;
  if (!Number.isInteger(rowsAtOnce) || rowsAtOnce < 1)
    throw new ExplainabilityError('input', `rowsAtOnce: ${rowsAtOnce}, expected a whole number from 1`);
  const { rows, same, distances } = limeNeighbours(row, statistics, samples, seed);
  const predictions = new Float64Array(samples);
  for (let from = 0; from < samples; from += rowsAtOnce) {
    const part = Math.min(rowsAtOnce, samples - from);
    const values = rows.values.slice(from * rows.columns, (from + part) * rows.columns);
    const nameOf = (at: number): string =>
      from + at === 0 ? 'the row to explain' : `neighbour ${from + at} of seed ${seed}`;
    predictions.set(
      await askHybrids(model, { values, rows: part, columns: rows.columns }, nameOf, signal),
      from,
    );
    progress?.((from + part) / samples);
  }
  return { ...fitLime(same, predictions, distances, features), prediction: predictions[0] as number };
}
