import {
  joinPredictions,
  outputNames,
  predictionsOf,
  tensorOf,
  wholeBounds,
  type ModelSides,
  type Predictions,
  type RunGraph,
  type Tensor,
} from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import { ExplainabilityError } from './explainability-error.ts';
import type { Matrix } from './matrix.ts';
import type { ModelFunction } from './model-function.ts';
import type { TableCode } from './table-code.ts';

/** A model over coded rows. */
export interface TableModel {
  readonly sides: ModelSides;
  readonly code: TableCode;
  /** Tensors of all rows, as the graph takes them. */
  feeds(rows: Matrix): Record<string, Tensor>;
  /** What the model says of rows, however many. */
  predict(rows: Matrix): Promise<Predictions>;
  /** The probability of a class, or the value of a target, by its place. */
  output(place: number): ModelFunction;
}

/** Rows that go through the graph at once: enough to keep it busy, few enough to stay small. */
const rowsAtOnce = 4096;

/**
 * A model that takes tables.
 *
 * @throws ExplainabilityError `unsupported` for a model that takes something else
 */
export function tableModel(run: RunGraph, sides: ModelSides, code: TableCode): TableModel {
  const { input, inputs, output } = sides;
  if (input.kind !== 'tabular')
    throw new ExplainabilityError('unsupported', `the model takes ${input.kind} input, no table`);
  const { columns } = input;
  const fixed = inputs.map(({ shape }) => shape[0]).find((size) => typeof size === 'number' && size > 0);
  const step = typeof fixed === 'number' ? fixed : rowsAtOnce;
  const wanted = outputNames(output);

  const feeds = (rows: Matrix): Record<string, Tensor> => feedsOfCodes(inputs, columns, code, rows);
  async function predict(rows: Matrix): Promise<Predictions> {
    const parts: Predictions[] = [];
    for (let from = 0; from < rows.rows; from += step) {
      const part = slice(rows, from, Math.min(from + step, rows.rows));
      parts.push(predictionsOf(output, await run(feeds(part), wanted), part.rows));
    }
    if (parts.length === 0) throw new ExplainabilityError('input', 'there are no rows to predict');
    return joinPredictions(parts);
  }

  return {
    sides,
    code,
    feeds,
    predict,
    output: (place) => async (rows) => outputOf(await predict(rows), place),
  };
}

/** The probability of a class, or the value of a target: a number for each row. */
export function outputOf(predictions: Predictions, place: number): Float64Array {
  if (predictions.kind === 'values') return predictions.values[place] ?? new Float64Array();
  const { classes, probabilities } = predictions;
  const rows = probabilities.length / classes.length;
  return Float64Array.from(
    { length: rows },
    (_, row) => probabilities[row * classes.length + place] ?? Number.NaN,
  );
}

/** Rows `from` to before `to`, without a copy. */
export function slice({ values, columns }: Matrix, from: number, to: number): Matrix {
  return { values: values.subarray(from * columns, to * columns), rows: to - from, columns };
}

function feedsOfCodes(
  inputs: ModelSides['inputs'],
  columns: readonly TabularColumn[],
  code: TableCode,
  rows: Matrix,
): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = {};
  for (const { name, type, shape } of inputs) {
    const own = columns.flatMap((column, at) => (column.input === name ? [{ column, at }] : []));
    const values: (number | string)[] = Array.from({ length: rows.rows * own.length });
    own.forEach(({ column, at }, place) => {
      const categories = code.columns[at]?.categories ?? [];
      const to = column.index ?? place;
      for (let row = 0; row < rows.rows; row++) {
        const value = rows.values[row * rows.columns + at] ?? Number.NaN;
        values[row * own.length + to] =
          type === 'string'
            ? textOf(value, categories, code.columns[at]?.kind)
            : wholeOrAny(value, column, row);
      }
    });
    feeds[name] = tensorOf(type, values, shape.length === 1 ? [rows.rows] : [rows.rows, own.length]);
  }
  return feeds;
}

function textOf(value: number, categories: readonly string[], kind: string | undefined): string {
  if (Number.isNaN(value)) return '';
  return kind === 'category' ? (categories[value] ?? '') : String(value);
}

/** Whole numbers must be whole: a graph would take the rest for another number. */
function wholeOrAny(value: number, { type, name }: TabularColumn, row: number): number {
  const bounds = wholeBounds[type];
  if (bounds === null) return value;
  if (Number.isInteger(value) && value >= bounds[0] && value <= bounds[1]) return value;
  const shown = Number.isNaN(value) ? 'no value' : String(value);
  throw new ExplainabilityError(
    'input',
    `row ${row + 1}, ${name}: ${shown}, the model takes whole numbers (${type})`,
  );
}
