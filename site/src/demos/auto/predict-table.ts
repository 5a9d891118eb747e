import {
  type Cell,
  classLabels,
  InferenceError,
  type Predictions,
  readTable,
  type Table,
  targetLabels,
} from '@modelfolio/inference';
import { nearTies } from '@modelfolio/metrics/near-ties';
import type { InferenceEngine } from '@modelfolio/pages/engine/inference-engine';
import type { BatchProgress, BatchRequest, BatchResult } from './batch.ts';
import { classScores, valueScores } from './batch-scores.ts';
import { predictRows } from './predict-rows.ts';
import { guardedCell, toCsv } from './to-csv.ts';
import { shortNumber } from '@modelfolio/pages/short-number';

const previewRows = 10;

/**
 * Reads a table, predicts every row, judges the predictions where the truth is in the table, and writes all of it
 * as CSV.
 *
 * @throws InferenceError `table` naming file, line and column
 */
export async function predictTable(
  run: InferenceEngine['run'],
  { sides, bytes, fileName, labels }: BatchRequest,
  progress: (progress: BatchProgress) => void,
): Promise<BatchResult> {
  const table = await readTable(bytes, fileName);
  const { rows } = table;
  if (rows === 0)
    throw new InferenceError('table', 'no rows', {
      file: fileName,
      hint: 'the first line names the columns',
    });
  progress({ done: 0, rows });
  const { predictions, latencyMs } = await predictRows(run, { ...sides, labels }, table, (done) =>
    progress({ done, rows }),
  );
  const added = addedColumns(predictions);
  const columns = [...table.columns, ...added.map(({ name }) => freeName(name, table.columns))];
  const cells = (row: number): Cell[] => [
    ...table.columns.map((name) => table.column(name)[row] ?? null),
    ...added.map(({ cell }) => cell(row)),
  ];
  const { csv, guarded } = toCsv(columns, rows, cells);
  const judged = scoresOf(predictions, sides.output.classes, table, labels);
  return {
    rows,
    columns,
    preview: Array.from({ length: Math.min(rows, previewRows) }, (_, row) => cells(row).map(shownCell)),
    summary: summaryOf(predictions, rows),
    nearTies:
      predictions.kind === 'classes' ? nearTies(predictions.probabilities, predictions.classes.length) : [],
    ...judged,
    csv,
    guarded,
    predictingMs: latencyMs,
  };
}

function shownCell(cell: Cell): string {
  return typeof cell === 'number' ? shortNumber(cell) : guardedCell(cell).text;
}

function freeName(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? freeName(`model_${name}`, taken) : name;
}

function addedColumns(predictions: Predictions): { name: string; cell: (row: number) => Cell }[] {
  if (predictions.kind === 'values')
    return predictions.targets.map(({ name }, target) => ({
      name: `predicted_${name}`,
      cell: (row) => predictions.values[target]?.[row] ?? null,
    }));
  const { classes, predicted, probabilities } = predictions;
  return [
    { name: 'prediction', cell: (row) => classes[predicted[row] ?? 0] ?? null },
    ...classes.map((name, index) => ({
      name: `probability_${name}`,
      cell: (row: number) => probabilities[row * classes.length + index] ?? null,
    })),
  ];
}

function summaryOf(predictions: Predictions, rows: number): BatchResult['summary'] {
  if (predictions.kind === 'values')
    return predictions.targets.map(({ name, unit }, target) => {
      const values = predictions.values[target] ?? new Float64Array();
      const mean = values.reduce((sum, value) => sum + value, 0) / rows;
      const least = values.reduce((a, b) => Math.min(a, b), Infinity);
      const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
      const shown = [least, mean, most].map(shortNumber);
      return { name, text: `${shown[0]} to ${shown[2]}, mean ${shown[1]}${unit ? ` ${unit}` : ''}` };
    });
  return predictions.classes.map((name, index) => {
    const count = predictions.predicted.reduce((sum, each) => sum + (each === index ? 1 : 0), 0);
    return { name, text: `${count.toLocaleString('en')} of ${rows.toLocaleString('en')}` };
  });
}

/** A table with labels that do not fit is still predicted: only the judgement is left out, and it is said why. */
function scoresOf(
  predictions: Predictions,
  classes: readonly string[] | null,
  table: Table,
  labels: readonly string[],
): Pick<BatchResult, 'scores' | 'scoresFailed'> {
  if (labels.length === 0 || !labels.every((name) => table.columns.includes(name)))
    return { scores: null, scoresFailed: null };
  try {
    const scores =
      predictions.kind === 'classes'
        ? classScores(
            classLabels({ classes: classes ? [...classes] : null }, table, labels[0] ?? ''),
            predictions.predicted,
            predictions.classes.length,
          )
        : valueScores(targetLabels(table, labels), predictions);
    return { scores, scoresFailed: null };
  } catch (error) {
    if (error instanceof InferenceError) return { scores: null, scoresFailed: error.message };
    throw error;
  }
}
