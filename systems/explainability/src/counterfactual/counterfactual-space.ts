import { ExplainabilityError } from '../explainability-error.ts';
import { checkRows } from '../global/check-rows.ts';
import { columnNumbers, type Matrix } from '../matrix.ts';
import type { Groups } from '../model-function.ts';
import { distanceOf, type Distance, type DistanceName } from './distance.ts';
import type { FeatureColumn } from './feature-column.ts';

/** Rows that a search starts from, and what the model says of them. */
export interface Candidates {
  readonly rows: Matrix;
  readonly predictions: Float64Array;
  /** 1 for rows that the model is right about; only they are starts. Default: all. */
  readonly correct?: Uint8Array | undefined;
}

/** What searches over the same data have in common. It is made once. */
export interface CounterfactualSpace {
  readonly columns: readonly FeatureColumn[];
  readonly groups: Groups;
  readonly candidates: Candidates;
  readonly distance: Distance;
  /** The values of a column, in order, each once. */
  valuesOf(column: number): Float64Array;
  /** Keys of the combinations of these columns that occur: see {@link combinationKey}. */
  combinationsOf(columns: readonly number[]): ReadonlySet<string>;
}

/**
 * The data in which counterfactuals are looked for.
 *
 * @param columns of the rows, in order
 * @param groups that change as one; each column stands in exactly one
 * @throws ExplainabilityError `input` where shapes do not fit
 */
export function counterfactualSpace(
  columns: readonly FeatureColumn[],
  groups: Groups,
  candidates: Candidates,
  distance: DistanceName = 'heom',
): CounterfactualSpace {
  const { rows, predictions, correct } = candidates;
  checkRows(rows, 'the candidates');
  if (rows.columns !== columns.length)
    throw new ExplainabilityError(
      'input',
      `the candidates have ${rows.columns} columns, ${columns.length} are described`,
    );
  if (predictions.length !== rows.rows || (correct && correct.length !== rows.rows))
    throw new ExplainabilityError(
      'input',
      `${predictions.length} predictions${correct ? ` and ${correct.length} marks` : ''} for ${rows.rows} candidates`,
    );
  const grouped = groups.flat().sort((a, b) => a - b);
  if (grouped.length !== columns.length || grouped.some((column, at) => column !== at))
    throw new ExplainabilityError(
      'input',
      `the groups name columns ${grouped.join(', ')}; each of the ${columns.length} columns must stand in one`,
    );
  const values = new Map<number, Float64Array>();
  const combinations = new Map<string, ReadonlySet<string>>();
  return {
    columns,
    groups,
    candidates,
    distance: distanceOf(rows, columns, groups, distance),
    valuesOf(column) {
      const known = values.get(column);
      if (known) return known;
      const found = columnNumbers(rows, column).filter((value, at, all) => at === 0 || value !== all[at - 1]);
      values.set(column, found);
      return found;
    },
    combinationsOf(wanted) {
      const name = wanted.join(' ');
      const known = combinations.get(name);
      if (known) return known;
      const found = new Set<string>();
      for (let row = 0; row < rows.rows; row++)
        found.add(combinationKey(rows.values.subarray(row * rows.columns, (row + 1) * rows.columns), wanted));
      combinations.set(name, found);
      return found;
    },
  };
}

/** The values of some columns of a row as text. */
export function combinationKey(row: Float64Array, columns: readonly number[]): string {
  return columns.map((column) => row[column]).join(' ');
}
