import {
  classLabels,
  targetLabels,
  type ClassPredictions,
  type Predictions,
  type Table,
  type ValuePredictions,
} from '@modelfolio/inference';
import type { ClassificationEvaluation, RegressionEvaluation, Slice, SliceRule } from '@modelfolio/schemas';
import { defaultResampling, type Resampling } from './estimates.ts';
import { judgeClassifier, type JudgedClassifier } from './judge-classifier.ts';
import { judgeTarget } from './judge-regressor.ts';
import { compareSlice, judgeSlices } from './slices.ts';
import { searchWorstSlices } from './worst-slices.ts';
import { classificationMetrics } from '@modelfolio/metrics/classification-metrics';
import { regressionMetrics } from '@modelfolio/metrics/regression-metrics';
import type { RowMetrics } from '@modelfolio/metrics/row-metrics';

/** Raise it when a metric's definition or the resampling changes: every evaluation is then remade. */
export const metricsVersion = 3;

type Common = Pick<RegressionEvaluation, 'slices' | 'worstSlices' | 'metricsVersion' | 'bootstrap'>;

/** What an evaluation says of predictions, without what it says of the model and the data. */
export type Judged = (JudgedClassifier & Common) | (Pick<RegressionEvaluation, 'task' | 'targets'> & Common);

/** Rows with their truth, and what to look at by itself. */
export interface JudgedRows {
  table: Table;
  /** Columns that hold the truth: one, or one for each target. */
  labels: readonly string[];
  slices: readonly SliceRule[];
  /** Columns to search for the worst slices. */
  columns: readonly string[];
}

/**
 * Everything that predictions say beside the truth.
 *
 * @param output what the model's outputs mean
 * @throws InferenceError `table` for a label that is missing or unknown; ModelfolioError for slices of columns that are not there
 */
export function judge(
  output: { classes: string[] | null; positive: number | null },
  predictions: Predictions,
  rows: JudgedRows,
  resampling: Resampling = defaultResampling,
): Judged {
  return predictions.kind === 'classes'
    ? judgeClasses(output, predictions, rows, resampling)
    : judgeValues(predictions, rows, resampling);
}

// No macro means: a slice may lack a class, which would pull them down.
const classSliceMetrics = ['accuracy', 'logLoss'];
const binarySliceMetrics = ['accuracy', 'precision', 'recall', 'rocAuc', 'logLoss'];
const valueSliceMetrics = ['mae', 'rmse', 'bias'];

function judgeClasses(
  output: { classes: string[] | null; positive: number | null },
  predictions: ClassPredictions,
  { table, labels: [label = ''], slices, columns }: JudgedRows,
  resampling: Resampling,
): Judged {
  const classes = predictions.classes.length;
  const actual = classLabels({ classes: [...predictions.classes] }, table, label);
  const positive = classes === 2 ? (output.positive ?? 1) : null;
  const metricsOf = (rows: Uint32Array): RowMetrics =>
    classificationMetrics(
      Uint32Array.from(rows, (row) => actual[row] ?? 0),
      {
        ...predictions,
        predicted: Uint32Array.from(rows, (row) => predictions.predicted[row] ?? 0),
        probabilities: rowsOf(predictions.probabilities, classes, rows),
      },
      positive,
    );
  const losses = Uint8Array.from(actual, (cls, row) => (cls === predictions.predicted[row] ? 0 : 1));
  const names = positive === null ? classSliceMetrics : binarySliceMetrics;
  return {
    ...judgeClassifier(actual, predictions, positive, resampling),
    ...sliced(
      table,
      slices,
      columns,
      { metric: 'accuracy', losses, binary: true },
      metricsOf,
      names,
      resampling,
    ),
    metricsVersion,
    bootstrap: bootstrapOf(resampling),
  };
}

function judgeValues(
  { targets, values }: ValuePredictions,
  { table, labels, slices, columns }: JudgedRows,
  resampling: Resampling,
): Judged {
  const actual = targetLabels(table, labels);
  const [firstActual = new Float64Array()] = actual;
  const [firstValues = new Float64Array()] = values;
  const metricsOf = (rows: Uint32Array): RowMetrics =>
    regressionMetrics(rowsOf(firstActual, 1, rows), rowsOf(firstValues, 1, rows));
  const losses = Float64Array.from(firstActual, (value, row) => Math.abs(value - (firstValues[row] ?? NaN)));
  return {
    task: 'regression',
    targets: targets.map((target, index) =>
      judgeTarget(
        target,
        actual[index] ?? new Float64Array(),
        values[index] ?? new Float64Array(),
        resampling,
      ),
    ),
    ...sliced(
      table,
      slices,
      columns,
      { metric: 'mae', losses, binary: false },
      metricsOf,
      valueSliceMetrics,
      resampling,
    ),
    metricsVersion,
    bootstrap: bootstrapOf(resampling),
  };
}

function sliced(
  table: Table,
  rules: readonly SliceRule[],
  columns: readonly string[],
  searched: Parameters<typeof searchWorstSlices>[2],
  metricsOf: (rows: Uint32Array) => RowMetrics,
  names: readonly string[],
  resampling: Resampling,
): Pick<Common, 'slices' | 'worstSlices'> {
  const describe = (rows: Uint32Array, name: string, conditions: Slice['conditions']): Slice => ({
    name,
    conditions,
    n: rows.length,
    metrics: compareSlice(rows, table.rows, metricsOf, [searched.metric], resampling),
  });
  return {
    slices: judgeSlices(rules, table, metricsOf, names, resampling),
    worstSlices: searchWorstSlices(table, columns, searched, describe),
  };
}

function rowsOf(values: Float64Array, width: number, rows: Uint32Array): Float64Array {
  const found = new Float64Array(rows.length * width);
  rows.forEach((row, place) => found.set(values.subarray(row * width, (row + 1) * width), place * width));
  return found;
}

function bootstrapOf({ replicates, seed, level }: Resampling): ClassificationEvaluation['bootstrap'] {
  return { replicates, seed, level };
}
