import { wholeBounds } from '@modelfolio/inference';
import { partialDependence, rowOf, type Matrix, type TableCode } from '@modelfolio/explainability';
import { columnPlaces } from '../models/column-places.ts';
import { backgroundRows } from '../models/known-rows.ts';
import type { LoadedModel } from '../models/loaded-model.ts';
import { namedOutput } from '../requests/output-place.ts';
import type { DependenceAnswer, DependenceAsked } from '../requests/partial-dependence.ts';
import type { Cells } from '../requests/row.ts';

/** How predictions go with columns. @throws ServiceError, ExplainabilityError, InferenceError; the signal's reason */
export async function findDependence(
  model: LoadedModel,
  { background, seed, resolution, curves, ...asked }: DependenceAsked,
  signal: AbortSignal,
): Promise<DependenceAnswer> {
  const columns = columnPlaces(model.columns, asked.columns, 'columns');
  const output = namedOutput(model.manifest.output, asked.output);
  const own = model.ask();
  const rows = backgroundRows(model, background, seed);
  const custom = wholeGrid(model, rows, columns, resolution);
  const found = await partialDependence(own.output(output.place), rows, columns, {
    resolution,
    categorical: columns.some((column) => own.code.columns[column]?.kind !== 'number'),
    curves,
    seed,
    signal,
    ...(custom && { custom }),
  });
  return {
    model: { id: model.id, sha256: model.sha256 },
    output: output.name,
    background: rows.rows,
    seed,
    points: pointsOf(found, rows, own.code),
    curves: Array.from({ length: found.curves.rows }, (_, row) => [...rowOf(found.curves, row)]),
  };
}

/** A grid of whole numbers, where the model takes nothing else: between two of them lies no point. */
function wholeGrid(
  { columns: all }: LoadedModel,
  rows: Matrix,
  columns: readonly number[],
  resolution: number,
): Matrix | null {
  const [column = 0] = columns;
  const type = all[column]?.type;
  if (columns.length !== 1 || type === undefined || wholeBounds[type] === null) return null;
  const values = Float64Array.from({ length: rows.rows }, (_, row) => rowOf(rows, row)[column] ?? 0).sort();
  const distinct = values.filter((value, at) => at === 0 || value !== values[at - 1]);
  const points = Math.min(resolution, distinct.length);
  const spread = Float64Array.from(
    { length: points },
    (_, at) => distinct[Math.round((at * (distinct.length - 1)) / Math.max(1, points - 1))] ?? 0,
  );
  return { values: spread, rows: points, columns: 1 };
}

function pointsOf(
  { grid, average, counts, sparse }: Awaited<ReturnType<typeof partialDependence>>,
  background: Matrix,
  code: TableCode,
): DependenceAnswer['points'] {
  // Codes are turned back a whole row at a time; the columns of the grid are those that count.
  const codes = rowOf(background, 0).slice();
  return Array.from(average, (mean, point) => {
    grid.columns.forEach((column, at) => (codes[column] = rowOf(grid.points, point)[at] ?? Number.NaN));
    const cells = code.decode(codes);
    const at: Cells = Object.fromEntries(
      grid.columns.map((column) => [code.columns[column]?.name ?? '', cells[column] ?? null]),
    );
    return { at, average: mean, rows: counts[point] ?? 0, isSparse: sparse[point] === 1 };
  });
}
