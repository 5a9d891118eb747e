import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import type { Matrix } from '../src/matrix.ts';
import { readAdditiveModel, type AdditiveModel } from '../src/read-additive-model.ts';
import { readTreeShapBench, type TreeShapBench } from './tree-shap-work.ts';

/** The trees that `interop/bench_explain_trees.py` has made, with their rows. */
export function benchTrees(folder: string): {
  bench: TreeShapBench;
  model: AdditiveModel;
  background: Matrix;
  rows: Matrix;
} {
  const bench = readTreeShapBench(folder);
  const model = readAdditiveModel(
    onnxProto.onnx.ModelProto.decode(readFileSync(join(folder, 'trees.onnx'))),
    {
      name: 'probabilities',
      place: 1,
      classes: 2,
    },
  );
  if (model.kind === null) throw new Error(model.reason);
  const matrix = (values: readonly number[]): Matrix => ({
    values: Float64Array.from(values),
    rows: values.length / bench.columns,
    columns: bench.columns,
  });
  return { bench, model, background: matrix(bench.background), rows: matrix(bench.rows) };
}
