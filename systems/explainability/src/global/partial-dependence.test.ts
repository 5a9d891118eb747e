import { describe, expect, test } from 'vitest';
import { golden, toMatrix, toModel } from '../../test/golden/global/read-golden.ts';
import type { ModelFunction } from '../model-function.ts';
import { partialDependence } from './partial-dependence.ts';
import { sampleRows } from './sample-rows.ts';
import { twoWayPartialDependence } from './two-way-partial-dependence.ts';

const rows = toMatrix(golden.rows);
const cases = golden.cases.flatMap(({ model, dependence }) =>
  dependence.map((one) => [model.kind, one.columns, model, one] as const),
);

describe('partial dependence', () => {
  test.each(cases.filter(([, columns]) => columns.length === 1))(
    'of %s, column %s, is scikit-learn’s',
    async (_, columns, model, { resolution, categorical, expected }) => {
      const found = await partialDependence(toModel(model), rows, columns, {
        resolution,
        categorical: categorical.includes(columns[0] as number),
      });
      // A grid of two quantiles and a mean of the same predictions: the last bits of an exponential.
      expectClose(found.grid.points.values, expected.grids[0] ?? []);
      expectClose(found.average, expected.average);
      expect(found.curves.rows).toBe(rows.rows);
      expected.curves.forEach((curve, row) =>
        expectClose(
          found.curves.values.subarray(row * found.curves.columns, (row + 1) * found.curves.columns),
          curve,
        ),
      );
    },
  );

  test.each(cases.filter(([, columns]) => columns.length === 2))(
    'of %s, columns %s together, is scikit-learn’s',
    async (_, [one = 0, other = 0], model, { resolution, categorical, expected }) => {
      const found = await twoWayPartialDependence(toModel(model), rows, [[one], [other]], {
        grids: [
          { resolution, categorical: categorical.includes(one) },
          { resolution, categorical: categorical.includes(other) },
        ],
      });
      expectClose(found.average.values, expected.average);
      expect(found.average.rows).toBe(expected.grids[0]?.length);
    },
  );

  test('of drawn rows has their curves; the average stays that of all', async () => {
    const first: ModelFunction = ({ values, columns }) =>
      values.filter((_, at) => at % columns === 0).map((value) => value * 2);
    const found = await partialDependence(first, rows, [1], { curves: 7, seed: 3 });
    expect(found.curveRows).toEqual(sampleRows(rows.rows, 7, 3));
    expect(found.curves.rows).toBe(7);
    const every = await partialDependence(first, rows, [1]);
    expect(found.average).toEqual(every.average);
    found.curveRows.forEach((row, curve) =>
      expect(found.curves.values[curve * found.curves.columns]).toBe(
        every.curves.values[row * found.curves.columns],
      ),
    );
  });

  test('marks points and cells with hardly any rows', async () => {
    const pairs = Array.from({ length: 100 }, (_, row) => [row < 99 ? row % 3 : 3, row < 50 ? 0 : 1]);
    const few = { values: Float64Array.from(pairs.flat()), rows: 100, columns: 2 };
    const flat: ModelFunction = (given) => new Float64Array(given.rows);
    const one = await partialDependence(flat, few, [0], { sparseShare: 0.05 });
    expect(Array.from(one.counts)).toEqual([33, 33, 33, 1]);
    expect(Array.from(one.sparse)).toEqual([0, 0, 0, 1]);
    const two = await twoWayPartialDependence(flat, few, [[0], [1]]);
    expect(Array.from(two.counts)).toEqual([17, 16, 17, 16, 16, 17, 0, 1]);
    expect(Array.from(two.sparse)).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
  });

  test('holds the columns of a group at combinations that occur', async () => {
    const oneHot = { values: Float64Array.of(1, 0, 0, 1, 1, 0), rows: 3, columns: 2 };
    const seen: string[] = [];
    await partialDependence(
      (given) => {
        for (let row = 0; row < given.rows; row++)
          seen.push(given.values.subarray(row * 2, row * 2 + 2).join(''));
        return new Float64Array(given.rows);
      },
      oneHot,
      [0, 1],
    );
    expect(seen).toEqual(['01', '01', '01', '10', '10', '10']);
  });

  test('of a column with itself is told in words', async () => {
    await expect(twoWayPartialDependence(() => new Float64Array(0), rows, [[1], [1]])).rejects.toThrow(
      'a group names a column twice: 1, 1',
    );
  });
});

function expectClose(found: Float64Array, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, at) => expect(value).toBeCloseTo(wanted[at] as number, 12));
}
