import { listed } from '@modelfolio/failures/listed';
import { classLabels, numberOf, type Predictions, type Table } from '@modelfolio/inference';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { OtherPredictions } from './prediction-gap.ts';

/** Names under which files hold predicted classes or values. */
const predictedNames = ['prediction', 'predictions', 'predicted', 'y_pred', 'label', 'class'];
/** Names under which files hold probabilities: of all classes in an array, of the positive class in a column. */
const probabilityNames = [
  'probabilities',
  'probability',
  'proba',
  'y_proba',
  'predict_proba',
  'score',
  'scores',
];

/**
 * Predictions of the original model as a file holds them, a row for each row of the evaluation set in its order.
 *
 * Of a classifier: a column of probabilities for each class, named as the class (or `probability_<class>`); or an array
 * `probabilities` `[N, classes]`; or one column `probability` of the positive class of two. And, or instead, a column
 * `prediction` of classes. Of a regressor: a column for each target, or `prediction`.
 *
 * @param model what the exported model says of the same rows
 * @param positive index of the positive class of two, else `null`
 * @throws ModelfolioError `predictions-unreadable`; InferenceError `table` for a class that is unknown
 */
export function givenPredictions(
  table: Table,
  model: Predictions,
  positive: number | null,
): OtherPredictions {
  const rows = model.kind === 'classes' ? model.predicted.length : (model.values[0]?.length ?? 0);
  if (table.rows !== rows)
    throw unreadable(
      table,
      `${table.rows} rows, the evaluation set has ${rows}`,
      'write a prediction for each of its rows, in its order',
    );
  if (model.kind === 'values') {
    const names = model.targets.map(({ name }) => name);
    return { kind: 'values', values: valuesOf(table, names) };
  }
  const { classes } = model;
  const probabilities = probabilitiesOf(table, classes, positive);
  const column = columnNamed(table, predictedNames);
  if (!probabilities && column === undefined)
    throw unreadable(
      table,
      `neither probabilities nor predicted classes`,
      `name columns after the classes (${listed(classes)}), or a column prediction; there are: ${listed(namesOf(table))}`,
    );
  const named = column === undefined ? null : classLabels({ classes: [...classes] }, table, column);
  return { kind: 'classes', probabilities, predicted: named ?? mostProbable(probabilities, classes.length) };
}

function probabilitiesOf(
  table: Table,
  classes: readonly string[],
  positive: number | null,
): Float64Array | null {
  const array = [...table.arrays].find(
    ([name, { shape }]) =>
      shape.length === 1 &&
      shape[0] === classes.length &&
      (table.arrays.size === 1 || probabilityNames.includes(name.toLowerCase())),
  );
  if (array) return Float64Array.from(array[1].values as ArrayLike<number>, Number);
  const columns = classes.map((name) =>
    table.columns.find((column) =>
      [name, ...probabilityNames.map((word) => `${word}_${name}`)].includes(column),
    ),
  );
  const found = columns.filter((column) => column !== undefined);
  if (found.length > 0 && found.length < classes.length)
    throw unreadable(
      table,
      `no probabilities of ${listed(classes.filter((_, index) => columns[index] === undefined))}`,
      'write a column for each class',
    );
  if (found.length > 0) {
    const numbers = found.map((column) => numbersOf(table, column));
    return Float64Array.from(
      { length: table.rows * classes.length },
      (_, at) => numbers[at % classes.length]?.[Math.floor(at / classes.length)] ?? NaN,
    );
  }
  const single = columnNamed(table, probabilityNames);
  if (single === undefined || positive === null) return null;
  const ofPositive = numbersOf(table, single);
  return Float64Array.from({ length: table.rows * 2 }, (_, at) => {
    const probability = ofPositive[at >> 1] ?? NaN;
    return (at & 1) === positive ? probability : 1 - probability;
  });
}

function valuesOf(table: Table, targets: readonly string[]): Float64Array[] {
  const [first] = targets;
  const single = targets.length === 1 && first !== undefined && !table.columns.includes(first);
  const columns = single ? [columnNamed(table, predictedNames) ?? first] : targets;
  const missing = columns.filter((name) => !table.columns.includes(name));
  if (missing.length > 0)
    throw unreadable(
      table,
      `no predictions of ${listed(missing)}`,
      `write a column for each target; there are: ${listed(namesOf(table))}`,
    );
  return columns.map((column) => numbersOf(table, column));
}

function numbersOf(table: Table, column: string): Float64Array {
  return Float64Array.from(table.column(column), (cell, row) => {
    const number = numberOf(cell);
    if (number === null)
      throw unreadable(table, `column ${column}, row ${row + 1}: ${JSON.stringify(cell)} is no number`);
    return number;
  });
}

/** The first of the most probable classes of each row. */
function mostProbable(probabilities: Float64Array | null, classes: number): Uint32Array | null {
  if (!probabilities) return null;
  return Uint32Array.from({ length: probabilities.length / classes }, (_, row) => {
    const of = probabilities.subarray(row * classes, (row + 1) * classes);
    return of.reduce((best, probability, index) => (probability > (of[best] ?? 0) ? index : best), 0);
  });
}

function columnNamed(table: Table, names: readonly string[]): string | undefined {
  return table.columns.find((column) => names.includes(column.toLowerCase()));
}

function namesOf(table: Table): string[] {
  return [...new Set([...table.columns, ...table.arrays.keys()])];
}

function unreadable(table: Table, reason: string, hint?: string): ModelfolioError {
  return new ModelfolioError('predictions-unreadable', reason, { file: table.name, hint });
}
