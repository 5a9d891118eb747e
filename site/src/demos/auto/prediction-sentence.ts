import type { Predictions } from '@modelfolio/inference';
import { percent } from '@modelfolio/pages/numbers';
import { shortNumber } from '@modelfolio/pages/short-number';

/** The first row's prediction as a screen reader says it. */
export function predictionSentence(predictions: Predictions): string {
  if (predictions.kind === 'values')
    return predictions.targets
      .map(({ name, unit }, target) => {
        const value = shortNumber(predictions.values[target]?.[0] ?? Number.NaN);
        return `${name} ${value}${unit ? ` ${unit}` : ''}`;
      })
      .join(', ');
  const { classes, predicted, probabilities } = predictions;
  const best = predicted[0] ?? 0;
  return `${classes[best] ?? ''} ${percent(probabilities[best] ?? 0)}`;
}
