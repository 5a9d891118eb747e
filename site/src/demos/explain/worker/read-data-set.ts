import { sampleRows, slice, type Matrix, type TableModel } from '@modelfolio/explainability';
import {
  classLabels,
  InferenceError,
  joinPredictions,
  type Predictions,
  readTable,
  type Table,
  tableOf,
  targetLabels,
} from '@modelfolio/inference';
import { sha256 } from '@modelfolio/pages/download';
import type { DataSet, ExtraColumn } from '../analysis/analysis.ts';
import { DemoError } from '@modelfolio/pages/demo-error';
import type { AnalysisCalling } from '../analysis/analysis.ts';
import { turn } from './turn.ts';

/** What a browser on a phone can hold and take apart. */
const usualLimits = {
  /** Cells that are kept: of more, rows are sampled. */
  cells: 4_000_000,
  /** Bytes of a file. */
  bytes: 200_000_000,
};
/** Different values of a column beside the model's: more are no groups. */
const mostCategories = 50;
/** Rows that are predicted between two looks at what the page wants. */
const rowsAtOnce = 4096;

/**
 * Reads a table, and asks the model about every row of it.
 *
 * @param name of the file
 * @throws InferenceError `table` naming line and column; DemoError for a file that is too large or empty
 */
export async function readDataSet(
  model: TableModel,
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  labels: readonly string[],
  { signal, step }: AnalysisCalling,
  limits = usualLimits,
): Promise<{ data: DataSet; codes: Matrix }> {
  if (bytes.length > limits.bytes)
    throw new DemoError(
      'table',
      `${name}: ${Math.round(bytes.length / 1e6)} MB, more than a page can take apart`,
      {
        hint: `keep a sample of at most ${limits.bytes / 1e6} MB`,
      },
    );
  const whole = await readTable(bytes, name);
  if (whole.rows === 0)
    throw new DemoError('table', `${name}: no rows`, { hint: 'the first line names the columns' });
  const table = sampled(whole, limits.cells);
  const codes = model.code.encode(table);
  const truth = truthOf(table, labels, model);
  const own = new Set([...model.code.columns.map((column) => column.name), ...labels]);
  const parts: Predictions[] = [];
  for (let from = 0; from < codes.rows; from += rowsAtOnce) {
    signal.throwIfAborted();
    parts.push(await model.predict(slice(codes, from, Math.min(from + rowsAtOnce, codes.rows))));
    step({ share: Math.min(1, (from + rowsAtOnce) / codes.rows) });
    await turn();
  }
  return {
    codes,
    data: {
      name,
      sha256: await sha256(bytes),
      rows: table.rows,
      rowsInFile: whole.rows,
      columns: model.code.columns.map((column) => ({ ...column, categories: [...column.categories] })),
      codes: codes.values,
      extras: table.columns
        .filter((column) => !own.has(column))
        .flatMap((column) => extraColumn(table, column)),
      ...truth,
      predictions: joinPredictions(parts),
    },
  };
}

/** Rows of a table that is too large to hold, drawn with seed 0 and in their order. */
function sampled(table: Table, mostCells: number): Table {
  const most = Math.max(1000, Math.floor(mostCells / Math.max(1, table.columns.length)));
  if (table.rows <= most) return table;
  const kept = sampleRows(table.rows, most, 0);
  const columns = table.columns.map((name) => {
    const cells = table.column(name);
    return [name, Array.from(kept, (row) => cells[row] ?? null)] as const;
  });
  return tableOf(
    table.name,
    new Map(columns),
    most,
    Array.from(kept, (row) => table.lineOf(row) ?? row + 1),
  );
}

function truthOf(
  table: Table,
  labels: readonly string[],
  { sides: { output } }: TableModel,
): Pick<DataSet, 'actual' | 'actualFailed'> {
  const [label] = labels;
  if (label === undefined) return { actual: null, actualFailed: null };
  try {
    const actual =
      output.task === 'regression'
        ? (targetLabels(table, labels)[0] ?? new Float64Array())
        : Float64Array.from(classLabels(output, table, label));
    return { actual, actualFailed: null };
  } catch (error) {
    if (!(error instanceof InferenceError)) throw error;
    return { actual: null, actualFailed: error.message };
  }
}

function extraColumn(table: Table, name: string): ExtraColumn[] {
  const places = new Map<string, number>();
  const codes = new Float64Array(table.rows);
  const cells = table.column(name);
  for (let row = 0; row < table.rows; row++) {
    const cell = cells[row] ?? null;
    if (cell === null) {
      codes[row] = Number.NaN;
      continue;
    }
    const text = String(cell);
    let place = places.get(text);
    if (place === undefined) {
      if (places.size === mostCategories) return [];
      place = places.size;
      places.set(text, place);
    }
    codes[row] = place;
  }
  return [{ name, categories: [...places.keys()], codes }];
}
