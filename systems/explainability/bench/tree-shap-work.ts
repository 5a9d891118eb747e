import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import type { Matrix } from '../src/matrix.ts';
import { singleColumns } from '../src/model-function.ts';
import { readAdditiveModel } from '../src/read-additive-model.ts';
import type { AdditiveExplainer } from '../src/trees/additive-explainer.ts';

/** What `interop/bench_explain_trees.py` writes beside `trees.onnx`. */
export interface TreeShapBench {
  shap: string;
  columns: number;
  /** Row after row. */
  background: number[];
  rows: number[];
  /** What shap gives: `[rows][columns]`. */
  values: number[][];
  base: number;
  secondsPerRow: { together: number; alone: number };
}

export interface TreeShapTimes {
  /** Reading the file, and gathering the background into patterns. */
  readonly secondsToPrepare: number;
  /** Of a new explainer, which keeps nothing yet. */
  readonly secondsPerRowFirst: number;
  /** Of one that has met the rows' patterns: the best of five runs. */
  readonly secondsPerRow: number;
  readonly rows: number;
  /** Greatest difference to shap's values, relative to the largest of them. */
  readonly farthest: number;
}

const repeats = 5;

/** Rows of the bench folder. */
export function readTreeShapBench(folder: string): TreeShapBench {
  return JSON.parse(readFileSync(join(folder, 'trees.json'), 'utf8')) as TreeShapBench;
}

/** Times our explanations of the rows that shap was timed on, the code warmed up by one pass. */
export function timeTreeShap(folder: string): TreeShapTimes {
  const bench = readTreeShapBench(folder);
  const bytes = readFileSync(join(folder, 'trees.onnx'));
  const background = matrixOfList(bench.background, bench.columns);
  const rows = matrixOfList(bench.rows, bench.columns);
  prepared(bytes, background).explainMany(rows);
  const [explainer, secondsToPrepare] = timed(() => prepared(bytes, background));
  const [found, first] = timed(() => explainer.explainMany(rows));
  const again = Array.from({ length: repeats }, () => timed(() => explainer.explainMany(rows))[1]);
  return {
    secondsToPrepare,
    secondsPerRowFirst: first / rows.rows,
    secondsPerRow: Math.min(...again) / rows.rows,
    rows: rows.rows,
    farthest: farthest(found, bench.values),
  };
}

function prepared(bytes: Uint8Array, background: Matrix): AdditiveExplainer {
  const model = readAdditiveModel(onnxProto.onnx.ModelProto.decode(bytes), {
    name: 'probabilities',
    place: 1,
    classes: 2,
  });
  if (model.kind === null) throw new Error(model.reason);
  return model.make(singleColumns(background.columns), background);
}

function matrixOfList(values: readonly number[], columns: number): Matrix {
  return { values: Float64Array.from(values), rows: values.length / columns, columns };
}

function timed<Result>(work: () => Result): [Result, number] {
  const start = performance.now();
  const result = work();
  return [result, (performance.now() - start) / 1000];
}

function farthest(found: Matrix, wanted: readonly number[][]): number {
  const flat = wanted.flat();
  const largest = flat.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    flat.reduce((most, value, at) => Math.max(most, Math.abs(value - (found.values[at] ?? Number.NaN))), 0) /
    largest
  );
}
