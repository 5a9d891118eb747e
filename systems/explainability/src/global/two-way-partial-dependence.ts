import { ExplainabilityError } from '../explainability-error.ts';
import type { Matrix } from '../matrix.ts';
import type { ModelFunction, Work } from '../model-function.ts';
import { checkColumns, checkRows } from './check-rows.ts';
import { gridOf, type Grid, type GridOptions } from './grid.ts';
import { countNear, densityOf, nearestPoints, type Density } from './grid-density.ts';
import { averages, predictHeld } from './partial-dependence.ts';

export interface TwoWayOptions extends Work {
  /** Grid of each group. Default: up to 20 points each. */
  readonly grids?: readonly [GridOptions, GridOptions] | undefined;
  /** A cell with a smaller share of the rows near it is sparse. Default: 0.001. */
  readonly sparseShare?: number | undefined;
}

/** How predictions go with the values of two features: cells row after row, the second feature's points side by side. */
export interface TwoWayDependence extends Density {
  readonly grids: readonly [Grid, Grid];
  /** Mean prediction in each cell, `[points of the first, points of the second]`. */
  readonly average: Matrix;
}

/**
 * Partial dependence of two groups of columns together, as scikit-learn's with `features=[(a, b)]` and `method="brute"`.
 *
 * @throws ExplainabilityError `input` where a column is in both groups, and what `partialDependence` throws
 */
export async function twoWayPartialDependence(
  model: ModelFunction,
  rows: Matrix,
  [first, second]: readonly [readonly number[], readonly number[]],
  options: TwoWayOptions = {},
): Promise<TwoWayDependence> {
  checkRows(rows);
  checkColumns([...first, ...second], rows.columns);
  const { grids: asked = [{}, {}], sparseShare = 0.001 } = options;
  if (first.length === 0 || second.length === 0)
    throw new ExplainabilityError('input', 'a group of no columns');
  const one = gridOf(rows, first, { resolution: 20, ...asked[0] });
  const other = gridOf(rows, second, { resolution: 20, ...asked[1] });
  const predicted = await predictHeld(model, rows, [one, other], options);
  const [across, down] = [other.points.rows, one.points.rows];
  const nearOther = nearestPoints(rows, other);
  const cells = nearestPoints(rows, one).map((point, row) => {
    const beside = nearOther[row] as number;
    return point === -1 || beside === -1 ? -1 : point * across + beside;
  });
  return {
    grids: [one, other],
    average: { values: averages(predicted, rows.rows), rows: down, columns: across },
    ...densityOf(countNear(cells, down * across), rows.rows, sparseShare),
  };
}
