import type { Predictions } from '@modelfolio/inference';
import { z } from 'zod';
import type { Limits } from '../limits.ts';
import { modelIdentity } from './model-answers.ts';
import { cells } from './row.ts';

export const predictRequest = ({ predictedRows }: Pick<Limits, 'predictedRows'>) =>
  z.strictObject({ rows: z.array(cells).min(1).max(predictedRows) }).meta({ id: 'PredictRequest' });

/** What a model says of a row. */
export const prediction = z
  .union([
    z.strictObject({
      class: z.string(),
      probabilities: z.record(z.string(), z.number()).meta({ description: 'By class.' }),
    }),
    z.strictObject({ values: z.record(z.string(), z.number()).meta({ description: 'By target.' }) }),
  ])
  .meta({ id: 'Prediction' });

export const predictAnswer = z
  .strictObject({ model: modelIdentity, predictions: z.array(prediction) })
  .meta({ id: 'PredictAnswer' });

/** Predictions as an answer tells them, a row each. */
export function toPredictions(predictions: Predictions): z.infer<typeof prediction>[] {
  if (predictions.kind === 'values') {
    const { targets, values } = predictions;
    return Array.from({ length: values[0]?.length ?? 0 }, (_, row) => ({
      values: Object.fromEntries(targets.map(({ name }, at) => [name, values[at]?.[row] ?? Number.NaN])),
    }));
  }
  const { classes, probabilities, predicted } = predictions;
  return Array.from(predicted, (winner, row) => ({
    class: classes[winner] ?? '',
    probabilities: Object.fromEntries(
      classes.map((name, at) => [name, probabilities[row * classes.length + at] ?? Number.NaN]),
    ),
  }));
}
