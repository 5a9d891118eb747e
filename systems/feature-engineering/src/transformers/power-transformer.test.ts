import { describe, expect, it } from 'vitest';
import { runGraph } from '../../test/run-graph.ts';
import { compile, fit } from '../fit.ts';
import { frameOf, type Frame } from '../frame/frame.ts';
import { toOnnx } from '../onnx/to-onnx.ts';

const column = (values: readonly number[]): Frame =>
  frameOf([{ name: 'x', type: 'number', values: Float64Array.from(values) }]);
const fitted = (values: readonly number[]) => fit({ kind: 'PowerTransformer' }, column(values));
const years = [2003, 1950, 1997, 2000, 2009, 2009, 1980, 1999, 2007, 1991];

/** Of scikit-learn 1.9.1 with SciPy 1.17.1: the power, and what becomes of two values. */
const judged: [string, number[], number[], number, number[]][] = [
  ['years', years, [2003, 2020], 31.776697565983046, [0.4979911592087998, 2.0495002484659492]],
  [
    'years before our era',
    years.map((year) => -year),
    [-2003, -2020],
    -29.776697538650094,
    [-0.4979911592189198, -2.049500247918174],
  ],
  [
    'years of both',
    years.map((year, at) => (at % 2 === 1 ? year : -year)),
    [2003, 2020],
    1.0003411398331026,
    [1.006601276603622, 1.0151466043501023],
  ],
];

describe('Yeo-Johnson of a narrow column far from zero', () => {
  it.each(judged)('takes the power of scikit-learn for %s', async (_, train, other, power, expected) => {
    const state = fitted(train);
    const { lambdas } = state.state as { lambdas: number[] };
    expect(lambdas[0]).toBeCloseTo(power, 9);
    const [own] = compile(state).run(column(other)).columns;
    for (const [at, value] of expected.entries()) expect(own?.values[at]).toBeCloseTo(value, 9);
    const [graph] = await runGraph(toOnnx(state), column(other));
    for (const [at, value] of expected.entries()) expect(graph?.[at]).toBeCloseTo(value, 9);
  });

  it('refuses numbers that no power takes without overflow', () => {
    expect(() => fitted([1e150, 2e150, -1, 3e150, 5])).toThrow(
      'column "x": no power takes these numbers without overflow (scale them before',
    );
  });
});
