import type { Cell, Predictions } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import { categoryCell, onStep } from './row-values.ts';

/** Places of a curve over a range: enough for a line of 300 pixels to look smooth. */
const places = 61;

/**
 * The values of a column at which the prediction is asked, all others staying as they are: every category, both
 * truths, or places over the range, the row's own value among them.
 */
export function whatIfValues(column: TabularColumn, own: Cell): Cell[] {
  const { type, categories, range, step } = column;
  if (categories) return categories.map((text) => categoryCell(text, column));
  if (type === 'bool') return [false, true];
  if (type === 'string' || !range) return [];
  const from = typeof own === 'number' ? Math.min(range[0], own) : range[0];
  const to = typeof own === 'number' ? Math.max(range[1], own) : range[1];
  const whole = /^u?int/.test(type);
  const values = Array.from({ length: places }, (_, index) => {
    const value = from + ((to - from) * index) / (places - 1);
    // The last step may go beyond the end, where the step does not divide the range.
    return whole ? Math.min(onStep(value, Math.ceil(from), step ?? 1), Math.floor(to)) : value;
  });
  if (typeof own === 'number') values.push(own);
  return [...new Set(values)].toSorted((a, b) => a - b);
}

/**
 * One number a row to draw: the probability of a class, or the first target.
 *
 * @param place class or target
 */
export function drawnNumbers(predictions: Predictions, place: number): number[] {
  if (predictions.kind === 'values') return Array.from(predictions.values[place] ?? []);
  const { classes, probabilities } = predictions;
  return Array.from(
    { length: probabilities.length / classes.length },
    (_, row) => probabilities[row * classes.length + place] ?? Number.NaN,
  );
}
