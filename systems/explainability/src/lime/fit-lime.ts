import { ExplainabilityError } from '../explainability-error.ts';
import type { Matrix } from '../matrix.ts';
import { selectFeatures } from './select-features.ts';
import { weightedMoments } from './weighted-moments.ts';
import { weightedRidge } from './weighted-ridge.ts';

/** Ridge of the local model. */
const alpha = 1;

/** A linear model of how much it matters that a row is in the same bins as the one to explain. */
export interface LimeFit {
  readonly intercept: number;
  /** Columns that were selected, the greatest coefficient first. */
  readonly coefficients: readonly { readonly column: number; readonly coefficient: number }[];
  /** Weighted R²: how much of the model's variation around the row this says. Low means: do not trust it. */
  readonly score: number;
  /** What the local model says of the row to explain. */
  readonly localPrediction: number;
}

/**
 * Fits neighbours as lime's `explain_instance_with_data`: weights √exp(−d²/w²) with w = 0.75·√columns, selection, then a
 * ridge regression with intercept.
 *
 * @param same `[rows, columns]` of 0 and 1; the first row is the one to explain
 * @param predictions what the model says of each row
 * @param distances of each row to the first
 * @param features the most columns that are selected
 * @throws ExplainabilityError `input` for shapes that do not fit
 */
export function fitLime(
  same: Matrix,
  predictions: Float64Array,
  distances: Float64Array,
  features: number,
): LimeFit {
  if (predictions.length !== same.rows || distances.length !== same.rows)
    throw new ExplainabilityError(
      'input',
      `${predictions.length} predictions and ${distances.length} distances for ${same.rows} rows`,
    );
  if (!Number.isInteger(features) || features < 1)
    throw new ExplainabilityError('input', `features: ${features}, expected a whole number from 1`);
  const moments = weightedMoments(same, predictions, limeWeights(distances, same.columns));
  const columns = selectFeatures(moments, features);
  const { intercept, coefficients, score } = weightedRidge(moments, columns, alpha);
  const found = columns.map((column, at) => ({ column, coefficient: coefficients[at] as number }));
  const localPrediction = found.reduce(
    (sum, { column, coefficient }) => sum + coefficient * (same.values[column] as number),
    intercept,
  );
  return {
    intercept,
    coefficients: found.sort((one, other) => Math.abs(other.coefficient) - Math.abs(one.coefficient)),
    score,
    localPrediction,
  };
}

/** lime's kernel: √exp(−d²/w²), w = 0.75·√columns. */
export function limeWeights(distances: Float64Array, columns: number): Float64Array {
  const width = Math.sqrt(columns) * 0.75;
  return distances.map((distance) => Math.sqrt(Math.exp(-(distance ** 2) / width ** 2)));
}
