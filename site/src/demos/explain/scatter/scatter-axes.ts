import { shortNumber } from '@modelfolio/pages/short-number';
import { percent } from '@modelfolio/pages/numbers';
import type { DataSet, Summary } from '../analysis/analysis.ts';
import { valueText, type SliceColumn } from '../slices/slice-columns.ts';
import { contributionText } from '../methods/words.ts';

/** Something that rows can be laid out or coloured by. */
export type ScatterAxis = Omit<SliceColumn, 'name'> & {
  /** `column:age`, `score`, `error`, `actual`, `predicted` or `shap:Age`. */
  id: string;
  /** The column that it is; `null` where a slice can have no condition on it. */
  column: string | null;
  /** A code for people. */
  text: (code: number) => string;
};

/** Every axis of a data set: columns, what the model says, how wrong it is, and Shapley values once they are known. */
export function scatterAxes(
  columns: readonly SliceColumn[],
  { predictions, actual, rows }: Pick<DataSet, 'predictions' | 'actual' | 'rows'>,
  place: number,
  subject: string,
  summary: Summary | null,
): ScatterAxis[] {
  return [
    ...columns.map(({ name, ...column }): ScatterAxis => ({
      ...column,
      id: `column:${name}`,
      column: name,
      text: textOf(column),
    })),
    ...(predictions.kind === 'classes'
      ? classAxes(predictions, actual, place, subject)
      : valueAxes(predictions.values[place] ?? new Float64Array(), place === 0 ? actual : null, subject)),
    ...(summary ? shapAxes(summary, rows) : []),
  ];
}

const textOf =
  ({ kind, categories }: Pick<SliceColumn, 'kind' | 'categories'>) =>
  (code: number): string =>
    kind === 'number' || Number.isNaN(code) ? shortNumber(code) : valueText(categories[code] ?? '');

const numberAxis = (
  id: string,
  title: string,
  at: (row: number) => number,
  text: (code: number) => string,
): ScatterAxis => ({
  id,
  title,
  kind: 'number',
  categories: [],
  column: null,
  at,
  text: (code) => (Number.isNaN(code) ? 'unknown' : text(code)),
});

function classAxes(
  { classes, probabilities, predicted }: Extract<DataSet['predictions'], { kind: 'classes' }>,
  actual: Float64Array | null,
  place: number,
  subject: string,
): ScatterAxis[] {
  const probability = (row: number, label: number) =>
    probabilities[row * classes.length + label] ?? Number.NaN;
  const category = (id: string, title: string, at: (row: number) => number): ScatterAxis => ({
    id,
    title,
    kind: 'category',
    categories: classes,
    column: null,
    at,
    text: (code) => classes[code] ?? 'unknown',
  });
  return [
    numberAxis('score', `Probability of ${subject}`, (row) => probability(row, place), percent),
    category('predicted', 'Predicted class', (row) => predicted[row] ?? Number.NaN),
    ...(actual
      ? [
          category('actual', 'Actual class', (row) => actual[row] ?? Number.NaN),
          numberAxis(
            'error',
            'Error: 1 − probability of the actual class',
            (row) => 1 - probability(row, actual[row] ?? Number.NaN),
            percent,
          ),
        ]
      : []),
  ];
}

function valueAxes(values: Float64Array, actual: Float64Array | null, subject: string): ScatterAxis[] {
  const value = (row: number) => values[row] ?? Number.NaN;
  return [
    numberAxis('score', `Predicted ${subject}`, value, shortNumber),
    ...(actual
      ? [
          numberAxis('actual', `Actual ${subject}`, (row) => actual[row] ?? Number.NaN, shortNumber),
          numberAxis(
            'error',
            'Error: predicted − actual',
            (row) => value(row) - (actual[row] ?? Number.NaN),
            shortNumber,
          ),
        ]
      : []),
  ];
}

function shapAxes({ features, values, rows: explained, unit }: Summary, rows: number): ScatterAxis[] {
  const places = placesOf(explained, rows);
  return features.map(({ name }, feature) =>
    numberAxis(
      `shap:${name}`,
      `Shapley value of ${name}`,
      (row) => {
        const place = places[row] ?? -1;
        return place < 0 ? Number.NaN : (values[place * features.length + feature] ?? Number.NaN);
      },
      (code) => contributionText(code, unit),
    ),
  );
}

/** Where each row of the data stands among those that were explained; −1 for those that were not. */
export function placesOf(explained: Uint32Array, rows: number): Int32Array {
  const places = new Int32Array(rows).fill(-1);
  explained.forEach((row, place) => (places[row] = place));
  return places;
}
