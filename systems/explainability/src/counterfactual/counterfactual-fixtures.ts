import { rowOf, type Matrix } from '../matrix.ts';
import { singleColumns, type Groups, type ModelFunction } from '../model-function.ts';
import { counterfactualSpace, type CounterfactualSpace } from './counterfactual-space.ts';
import type { FeatureColumn } from './feature-column.ts';

/** Rows as a matrix. */
export function matrixOfRows(rows: readonly (readonly number[])[]): Matrix {
  return { values: Float64Array.from(rows.flat()), rows: rows.length, columns: rows[0]?.length ?? 0 };
}

/** A model that is a function of a row. */
export function modelOf(of: (row: Float64Array) => number): ModelFunction {
  return (rows) => Float64Array.from({ length: rows.rows }, (_, row) => of(rowOf(rows, row)));
}

/** Columns called a, b, c …: `n` a number, `c` a category. */
export function columnsOfKinds(kinds: string): FeatureColumn[] {
  return Array.from(kinds, (kind, at) => ({
    name: String.fromCodePoint(97 + at),
    kind: kind === 'n' ? 'number' : 'category',
  }));
}

/** A space of rows that a function of a row has predicted. */
export function spaceOf(
  kinds: string | readonly FeatureColumn[],
  rows: readonly (readonly number[])[],
  of: (row: Float64Array) => number,
  groups: Groups = singleColumns(kinds.length),
): CounterfactualSpace {
  const columns = typeof kinds === 'string' ? columnsOfKinds(kinds) : kinds;
  const predictions = Float64Array.from(rows, (row) => of(Float64Array.from(row)));
  return counterfactualSpace(columns, groups, { rows: matrixOfRows(rows), predictions });
}
