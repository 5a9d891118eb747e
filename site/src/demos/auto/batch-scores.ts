import type { ValuePredictions } from '@modelfolio/inference';
import { confusionMatrix, marginsOf, toRows } from '@modelfolio/metrics/confusion-matrix';
import { regressionErrors } from '@modelfolio/metrics/regression-errors';
import type { BatchScores } from './batch.ts';

/** @param actual indices of the true classes, a row each */
export function classScores(actual: Uint32Array, predicted: Uint32Array, classes: number): BatchScores {
  const counts = confusionMatrix(actual, predicted, classes);
  const correct = marginsOf(counts, classes).hits.reduce((sum, count) => sum + count, 0);
  return { kind: 'classes', accuracy: correct / actual.length, correct, counts: toRows(counts, classes) };
}

/** Mean absolute error, root mean squared error and R², target by target. */
export const valueScores = (
  actual: readonly Float64Array[],
  { targets, values }: ValuePredictions,
): BatchScores => ({
  kind: 'values',
  targets: targets.map(({ name, unit }, target) => {
    const { mae, rmse, r2 } = regressionErrors(actual[target] ?? [], values[target] ?? []);
    return { name, unit, mae, rmse, r2 };
  }),
});
