import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Matrix } from '../../../src/matrix.ts';
import type { ModelFunction } from '../../../src/model-function.ts';
import type { ScorerName } from '../../../src/global/scorers.ts';

interface JsonMatrix {
  values: (number | null)[];
  rows: number;
  columns: number;
}

interface JsonTree {
  left: number[];
  right: number[];
  column: number[];
  threshold: number[];
  value: number[];
}

type JsonModel =
  | { kind: 'logistic'; weights: number[]; bias: number }
  | { kind: 'trees'; bias: number; rate: number; trees: JsonTree[] };

/** What interop/make_explain_global.py writes. */
interface Golden {
  rows: JsonMatrix;
  cases: {
    model: JsonModel;
    target: number[];
    predicted: number[];
    permutation: {
      scorer: ScorerName;
      seed: number;
      repeats: number;
      expected: { baseline: number; mean: number[]; std: number[]; losses: number[][] };
    }[];
    dependence: {
      columns: number[];
      resolution: number;
      categorical: number[];
      expected: { grids: number[][]; average: number[]; curves: number[][] };
    }[];
    interaction: {
      rows: number;
      expected: { overall: number[]; pairs: [number, number, number, number][] };
    };
  }[];
  summary: {
    attributions: JsonMatrix;
    seed: number;
    resamples: number;
    level: number;
    expected: { means: number[]; low: number[]; high: number[] };
  };
  correlated: {
    rows: JsonMatrix;
    kinds: ('number' | 'category')[];
    threshold: number;
    expected: { association: number[]; groups: number[][] };
  };
}

export const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'global.json'), 'utf8')) as Golden;

export function toMatrix({ values, rows, columns }: JsonMatrix): Matrix {
  return { values: Float64Array.from(values, (value) => value ?? Number.NaN), rows, columns };
}

/** scikit-learn's model, computed from its parameters. */
export function toModel(model: JsonModel): ModelFunction {
  const ofRow =
    model.kind === 'logistic'
      ? (row: Float64Array) => 1 / (1 + Math.exp(-dot(row, model.weights) - model.bias))
      : (row: Float64Array) =>
          model.trees.reduce((sum, tree) => sum + model.rate * leafOf(tree, row), model.bias);
  return ({ values, rows, columns }) =>
    Float64Array.from({ length: rows }, (_, row) =>
      ofRow(values.subarray(row * columns, (row + 1) * columns)),
    );
}

const dot = (row: Float64Array, weights: number[]): number =>
  row.reduce((sum, value, at) => sum + value * (weights[at] as number), 0);

function leafOf({ left, right, column, threshold, value }: JsonTree, row: Float64Array): number {
  let node = 0;
  while (left[node] !== -1) {
    const goesLeft = Math.fround(row[column[node] as number] as number) <= (threshold[node] as number);
    node = (goesLeft ? left : right)[node] as number;
  }
  return value[node] as number;
}
