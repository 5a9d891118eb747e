import { askPython } from '@modelfolio/measuring/interop-python';
import { median } from '@modelfolio/statistics/quantiles';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { rowOf } from '../src/matrix.ts';
import { singleColumns } from '../src/model-function.ts';
import { coalitionGame } from '../src/shapley/coalition-game.ts';
import { benchTrees } from './bench-trees.ts';
import { timeTreeShap, type TreeShapTimes } from './tree-shap-work.ts';
import { webshapMethod } from './webshap-method.ts';

export interface TreeMeasurements {
  readonly own: TreeShapTimes;
  readonly shap: {
    readonly version: string;
    readonly secondsPerRow: { readonly together: number; readonly alone: number };
  };
  /** WebSHAP's method on some of the rows: medians. */
  readonly webshap: {
    readonly rows: number;
    readonly coalitions: number;
    readonly error: number;
    readonly secondsPerRow: number;
  };
}

const webshapRows = 5;
const webshapCoalitions = 512;

/**
 * shap's C++, WebSHAP's method and ours on the same trees, rows and background, one after the other.
 *
 * @param folder for the model and the rows
 */
export async function measureTrees(folder: string): Promise<TreeMeasurements> {
  await askPython('bench_explain_trees.py', folder);
  const { bench, model, background, rows } = benchTrees(folder);
  const { columns } = bench;
  await tf.setBackend('cpu');
  const found: { error: number; seconds: number }[] = [];
  for (let row = 0; row < webshapRows; row++) {
    const start = performance.now();
    const game = await coalitionGame(
      (many) => model.sums(many).values,
      rowOf(rows, row),
      background,
      singleColumns(columns),
    );
    const values = await webshapMethod(tf, game, { seed: row, coalitions: webshapCoalitions });
    const seconds = (performance.now() - start) / 1000;
    const truth = bench.values[row] ?? [];
    const off = Math.hypot(...truth.map((value, at) => value - (values[at] ?? Number.NaN)));
    found.push({ error: off / Math.hypot(...truth), seconds });
  }
  const middle = (key: 'error' | 'seconds'): number => median(found.map((one) => one[key]));
  return {
    own: timeTreeShap(folder),
    shap: { version: bench.shap, secondsPerRow: bench.secondsPerRow },
    webshap: {
      rows: webshapRows,
      coalitions: webshapCoalitions,
      error: middle('error'),
      secondsPerRow: middle('seconds'),
    },
  };
}
