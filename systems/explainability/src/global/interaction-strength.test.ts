import { describe, expect, test } from 'vitest';
import { golden, toMatrix, toModel } from '../../test/golden/global/read-golden.ts';
import { rowOf, type Matrix } from '../matrix.ts';
import { singleColumns, type ModelFunction } from '../model-function.ts';
import { interactionStrength } from './interaction-strength.ts';
import { sampleRows } from './sample-rows.ts';

const rows = toMatrix(golden.rows);
const by =
  (of: (row: Float64Array) => number): ModelFunction =>
  (given) =>
    Float64Array.from({ length: given.rows }, (_, row) => of(rowOf(given, row)));

describe('interaction strength', () => {
  test.each(golden.cases.map((one) => [one.model.kind, one] as const))(
    'of %s is that of the definition',
    async (_, { model, interaction: { rows: count, expected } }) => {
      const first: Matrix = {
        ...rows,
        rows: count,
        values: rows.values.subarray(0, count * rows.columns),
      };
      const found = await interactionStrength(toModel(model), first, singleColumns(rows.columns));
      expected.overall.forEach((share, group) => expect(found.overall[group]).toBeCloseTo(share, 10));
      for (const [one, other, share, size] of expected.pairs) {
        expect(found.pairs.values[one * rows.columns + other]).toBeCloseTo(share, 10);
        expect(found.pairs.values[other * rows.columns + one]).toBeCloseTo(share, 10);
        expect(found.sizes.values[one * rows.columns + other]).toBeCloseTo(size, 10);
      }
    },
  );

  test('a sum has none, a product has, and what the model does not look at is undefined', async () => {
    const model = by(([a = 0, b = 0, c = 0]) => a * b + c);
    const { pairs, overall, sizes } = await interactionStrength(model, rows, [[0], [1], [2], [3], [4]], {
      sample: 30,
    });
    const pair = (one: number, other: number): number => pairs.values[one * 5 + other] as number;
    expect(pair(0, 1)).toBeGreaterThan(0.01);
    expect(pair(0, 2)).toBeCloseTo(0, 12);
    expect(pair(3, 2)).toBeCloseTo(0, 12);
    expect(pair(3, 4)).toBeNaN();
    expect(sizes.values[3 * 5 + 4]).toBeCloseTo(0, 12);
    expect(overall[0]).toBeGreaterThan(0.01);
    expect(overall[3]).toBeCloseTo(0, 12);
    const flat = await interactionStrength(
      by(() => 0.3),
      rows,
      [[0], [1]],
      { sample: 10 },
    );
    expect(Array.from(flat.overall)).toEqual([Number.NaN, Number.NaN]);
  });

  test('groups are taken as one: what happens inside of a group is no interaction', async () => {
    const model = by(([a = 0, b = 0]) => a * b);
    const { overall } = await interactionStrength(model, rows, [[0, 1], [2]], { sample: 25 });
    expect(overall[0]).toBeCloseTo(0, 12);
  });

  test('the drawn rows are numpy’s, and too few are told of', async () => {
    const model = by(([a = 0]) => a);
    const { rows: drawn } = await interactionStrength(model, rows, [[0], [1]], { sample: 9, seed: 5 });
    expect(drawn).toEqual(sampleRows(rows.rows, 9, 5));
    await expect(interactionStrength(model, rows, [[0]])).rejects.toThrow('two groups');
  });
});
