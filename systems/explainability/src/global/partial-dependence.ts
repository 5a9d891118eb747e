import { rowOf, type Matrix } from '../matrix.ts';
import type { ModelFunction, Work } from '../model-function.ts';
import { askModel } from './ask-model.ts';
import { checkColumns, checkRows } from './check-rows.ts';
import { gridOf, type Grid, type GridOptions } from './grid.ts';
import { countNear, densityOf, nearestPoints, type Density } from './grid-density.ts';
import { sampleRows } from './sample-rows.ts';

export interface DependenceOptions extends GridOptions, Work {
  /** So many rows are kept as single curves, drawn by `seed`. Default: all. */
  readonly curves?: number | undefined;
  /** Default: 0. */
  readonly seed?: number | undefined;
  /** A point with a smaller share of the rows near it is sparse. Default: 0.005. */
  readonly sparseShare?: number | undefined;
}

/** How predictions go with the value of a feature, the others as they are. */
export interface PartialDependence extends Density {
  readonly grid: Grid;
  /** Mean prediction at each point: the partial dependence. */
  readonly average: Float64Array;
  /** Individual conditional expectation, `[curves, points]`: each row's predictions. */
  readonly curves: Matrix;
  /** The rows that the curves are of, in order. */
  readonly curveRows: Int32Array;
}

/**
 * Partial dependence (Friedman 2001) and individual curves (Goldstein et al. 2015) of a group of columns, as
 * `sklearn.inspection.partial_dependence` with `method="brute"`: at each point of the grid all rows get the point's values,
 * and their predictions are averaged. How many rows lie near a point says how far the curve can be trusted there.
 *
 * @param columns the group's columns
 * @throws ExplainabilityError what {@link gridOf} and {@link askModel} throw
 * @example
 *   const { grid, average, sparse } = await partialDependence(model, rows, [0], { resolution: 40, curves: 100 });
 */
export async function partialDependence(
  model: ModelFunction,
  rows: Matrix,
  columns: readonly number[],
  options: DependenceOptions = {},
): Promise<PartialDependence> {
  checkRows(rows);
  checkColumns(columns, rows.columns);
  const { curves = rows.rows, seed = 0, sparseShare = 0.005 } = options;
  const grid = gridOf(rows, columns, options);
  const points = grid.points.rows;
  const predicted = await predictHeld(model, rows, [grid], options);
  const curveRows = sampleRows(rows.rows, curves, seed);
  const values = new Float64Array(curveRows.length * points);
  curveRows.forEach((row, curve) => {
    for (let point = 0; point < points; point++)
      values[curve * points + point] = predicted[point * rows.rows + row] as number;
  });
  return {
    grid,
    average: averages(predicted, rows.rows),
    curves: { values, rows: curveRows.length, columns: points },
    curveRows,
    ...densityOf(countNear(nearestPoints(rows, grid), points), rows.rows, sparseShare),
  };
}

/**
 * Predictions with groups held at each combination of their grids' points: combination after combination, the last grid's
 * point changing fastest, all rows in each.
 */
export function predictHeld(
  model: ModelFunction,
  rows: Matrix,
  grids: readonly Grid[],
  work: Work = {},
): Promise<Float64Array> {
  const combinations = grids.reduce((product, { points }) => product * points.rows, 1);
  return askModel(
    model,
    combinations * rows.rows,
    rows.columns,
    (at, into) => {
      into.set(rowOf(rows, at % rows.rows));
      let rest = Math.floor(at / rows.rows);
      for (const { columns, points } of grids.toReversed()) {
        const point = rowOf(points, rest % points.rows);
        columns.forEach((column, place) => (into[column] = point[place] as number));
        rest = Math.floor(rest / points.rows);
      }
    },
    work,
  );
}

/** Means of so many values each. */
export function averages(values: Float64Array, each: number): Float64Array {
  return Float64Array.from({ length: values.length / each }, (_, at) => {
    let sum = 0;
    for (let place = at * each; place < (at + 1) * each; place++) sum += values[place] as number;
    return sum / each;
  });
}
