import {
  featureGroups,
  sampleRows,
  takeRows,
  type FeatureGroup,
  type Matrix,
  type OpenGraph,
  type TableModel,
} from '@modelfolio/explainability';
import type { DataSet } from '../analysis/analysis.ts';

/** A model with its rows, and what was made of both: the same question is answered from what is there. */
export type Subject = {
  readonly model: TableModel;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly data: DataSet;
  readonly codes: Matrix;
  readonly openGraph: OpenGraph;
  /** Rows that stand for "not known", drawn by a seed. */
  background: (rows: number, seed: number) => Matrix;
  features: (grouped: boolean) => FeatureGroup[];
  /** Made once for each name. */
  kept: <Value>(name: string, make: () => Value) => Value;
};

/** Things that are kept: backgrounds, explainers, grids. The oldest make room, so that memory stays what it is. */
const mostKept = 60;

export function openSubject(
  given: Pick<Subject, 'model' | 'bytes' | 'data' | 'codes' | 'openGraph'>,
): Subject {
  const store = new Map<string, unknown>();
  function kept<Value>(name: string, make: () => Value): Value {
    if (store.has(name)) return store.get(name) as Value;
    const value = make();
    const [oldest] = store.keys();
    if (store.size >= mostKept && oldest !== undefined) store.delete(oldest);
    store.set(name, value);
    return value;
  }
  const { codes, model } = given;
  const { input } = model.sides;
  const labels = input.kind === 'tabular' ? input.columns.map(({ name, label }) => label ?? name) : [];
  const named = input.kind === 'tabular' ? input.groups : undefined;
  return {
    ...given,
    kept,
    background: (rows, seed) =>
      kept(`background ${rows} ${seed}`, () => takeRows(codes, sampleRows(codes.rows, rows, seed))),
    features: (grouped) =>
      kept(`features ${grouped}`, () =>
        featureGroups(model.code.columns, codes, { named, correlated: grouped, labels }),
      ),
  };
}

/** Codes of the cells of a form. @throws InferenceError `table` for text where a number belongs */
export function codesOf(
  { model }: Subject,
  cells: readonly (string | number | boolean | null)[],
): Float64Array {
  return Float64Array.from(cells, (cell, column) => model.code.code(column, cell));
}

/** One row as a matrix. */
export function oneRow(values: Float64Array): Matrix {
  return { values, rows: 1, columns: values.length };
}
