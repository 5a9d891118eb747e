import { describe, expect, it } from 'vitest';
import type { DataSet, Summary } from '../analysis/analysis.ts';
import { placesOf, scatterAxes, type ScatterAxis } from './scatter-axes.ts';
import { colouringOf, rightOrWrong } from './scatter-colours.ts';
import { drawingOrder, pixelOf, placeOf } from './scatter-drawing.ts';

const predictions: DataSet['predictions'] = {
  kind: 'classes',
  classes: ['no', 'yes'],
  probabilities: Float64Array.from([0.9, 0.1, 0.4, 0.6, 0.3, 0.7]),
  predicted: Uint32Array.from([0, 1, 1]),
};
const summary: Summary = {
  features: [
    { name: 'Age', columns: [0] },
    { name: 'Work', columns: [1] },
  ],
  values: Float64Array.from([0.1, -0.2, 0.3, 0.4]),
  rows: Uint32Array.from([0, 2]),
  unit: 'log-odds',
  method: 'tree',
  base: 0,
};

describe('scatterAxes', () => {
  const axes = scatterAxes(
    [],
    { predictions, actual: Float64Array.from([0, 1, 0]), rows: 3 },
    1,
    'yes',
    summary,
  );
  const at = (id: string) => [0, 1, 2].map((row) => axes.find((axis) => axis.id === id)?.at(row));

  it('say what the model says, and how wrong it is', () => {
    expect(at('score')).toEqual([0.1, 0.6, 0.7]);
    expect(at('predicted')).toEqual([0, 1, 1]);
    expect(at('actual')).toEqual([0, 1, 0]);
    expect(at('error')).toEqual([1 - 0.9, 1 - 0.6, 1 - 0.3]);
  });

  it('have Shapley values for rows that were explained', () => {
    expect(at('shap:Age')).toEqual([0.1, NaN, 0.3]);
    expect(at('shap:Work')).toEqual([-0.2, NaN, 0.4]);
  });

  it('do not judge without a truth', () => {
    const ids = scatterAxes([], { predictions, actual: null, rows: 3 }, 1, 'yes', null).map(({ id }) => id);
    expect(ids).toEqual(['score', 'predicted']);
  });

  it('of a regressor have a signed error', () => {
    const values: DataSet['predictions'] = {
      kind: 'values',
      targets: [{ name: 'price', unit: null }],
      values: [Float64Array.from([1, 5])],
    };
    const own = scatterAxes(
      [],
      { predictions: values, actual: Float64Array.from([2, 1]), rows: 2 },
      0,
      'price',
      null,
    );
    expect(own.find(({ id }) => id === 'error')?.at(0)).toBe(-1);
  });
});

describe('placesOf', () => {
  it('knows which rows were explained', () => {
    expect([...placesOf(Uint32Array.from([1, 3]), 4)]).toEqual([-1, 0, -1, 1]);
  });
});

describe('colours', () => {
  const codes = [5, 5, 5, 0, 0, 1, 1, 2, 2, 3, NaN];
  const axis: Pick<ScatterAxis, 'categories' | 'at' | 'text'> = {
    categories: ['a', 'b', 'c', 'd', 'e', 'f'],
    at: (row) => codes[row] ?? NaN,
    text: (code) => 'abcdef'[code] ?? '',
  };

  it('go to the most frequent categories, in their own order; the others share one', () => {
    const { classes, of } = colouringOf(axis, codes.length);
    expect(classes.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'f', 'others, missing']);
    expect([0, 3, 9, 10].map(of)).toEqual([3, 0, 4, 4]);
    expect(new Set(classes.map(({ token }) => token)).size).toBe(5);
  });

  it('need no others where all have one', () => {
    const two = { ...axis, categories: ['a', 'b'], at: (row: number) => row % 2 };
    expect(colouringOf(two, 4).classes.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('say right, wrong, unknown', () => {
    const { of } = rightOrWrong([0, 1, 1], [0, 0, NaN]);
    expect([0, 1, 2].map(of)).toEqual([0, 1, 2]);
  });
});

describe('drawing', () => {
  it('draws faint rows first, and none without a place', () => {
    const layout = {
      x: Float32Array.from([0, 0.1, NaN, 0.3]),
      y: Float32Array.from([0, 0.1, 0.2, 0.3]),
      ends: { x: [0, 1], y: [0, 1] },
      placed: 3,
    } as const;
    const { order, faint } = drawingOrder(layout, Uint8Array.from([1, 0, 1, 1]));
    expect([...order]).toEqual([1, 0, 3]);
    expect(faint).toBe(1);
  });

  it('finds the place that a pixel shows', () => {
    const [left, top] = pixelOf(0.25, 0.75, 400, 300);
    const [x, y] = placeOf(left, top, 400, 300);
    expect(x).toBeCloseTo(0.25, 12);
    expect(y).toBeCloseTo(0.75, 12);
    expect(placeOf(-50, 900, 400, 300)).toEqual([0, 0]);
  });
});
