import type { ScaleUnit } from '@modelfolio/explainability';
import type { Cell, ModelSides, Predictions } from '@modelfolio/inference';
import { percent } from '@modelfolio/pages/numbers';
import { shortNumber } from '@modelfolio/pages/short-number';

/** A cell as a person reads it. */
export function cellText(cell: Cell): string {
  if (cell === null) return 'missing';
  if (typeof cell === 'number') return shortNumber(cell);
  return String(cell) || 'empty';
}

/** A value of the grid: between those of the data, so that more digits would say nothing. */
export function gridText(value: Cell): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return cellText(value);
  return value.toLocaleString(
    'en',
    Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );
}

/** What is predicted, for a person: a class or a target. */
export function outputName({ output }: ModelSides, place: number): string {
  if (output.task === 'regression') return output.targets?.[place]?.name ?? 'value';
  return output.classes?.[place] ?? `class ${place}`;
}

/** The number that a prediction of one row is about. */
export function outputText(predictions: Predictions, place: number, row = 0): string {
  if (predictions.kind === 'values') {
    const unit = predictions.targets[place]?.unit;
    return `${shortNumber(predictions.values[place]?.[row] ?? Number.NaN)}${unit ? ` ${unit}` : ''}`;
  }
  return percent(predictions.probabilities[row * predictions.classes.length + place] ?? Number.NaN);
}

/** A signed contribution in its unit: points of a probability, log-odds or the target's own unit. */
export function contributionText(value: number, unit: ScaleUnit): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  const size = Math.abs(value);
  // In one column all have as many decimals, so that they can be compared.
  if (unit === 'probability') return `${sign}${(100 * size).toFixed(2)} points`;
  if (unit === 'value') return `${sign}${size.toLocaleString('en', { maximumSignificantDigits: 3 })}`;
  return `${sign}${size.toFixed(3)}`;
}

/** A number in the unit of an explanation, without sign for what is positive. */
export function levelText(value: number, unit: ScaleUnit): string {
  if (unit === 'probability') return percent(value);
  const text = Math.abs(value).toLocaleString('en', { maximumSignificantDigits: 4 });
  return value < 0 ? `−${text}` : text;
}

export const unitWords: Record<ScaleUnit, string> = {
  probability: 'probability',
  'log-odds': 'log-odds',
  margin: 'score before softmax',
  value: 'predicted value',
};
