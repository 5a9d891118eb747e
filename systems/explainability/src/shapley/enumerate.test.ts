import fc from 'fast-check';
import { expect, test } from 'vitest';
import golden from '../../test/golden/shapley/exact.json' with { type: 'json' };
import { tanhNetwork } from '../../test/tanh-network.ts';
import type { Matrix } from '../matrix.ts';
import { singleColumns, type Groups, type ModelFunction } from '../model-function.ts';
import { coalitionGame } from './coalition-game.ts';
import { enumerate } from './enumerate.ts';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const network = (columns: number) =>
  fc.record({
    w1: fc.array(fc.array(number, { minLength: columns, maxLength: columns }), {
      minLength: 3,
      maxLength: 3,
    }),
    b1: fc.array(number, { minLength: 3, maxLength: 3 }),
    w2: fc.array(number, { minLength: 3, maxLength: 3 }),
  });
const numbers = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((all) => Float64Array.from(all));
const columns = 5;
const rows = 3;
const background = numbers(columns * rows).map((values): Matrix => ({ values, rows, columns }));

async function valuesOf(
  model: ModelFunction,
  row: Float64Array,
  rowsBehind: Matrix,
  groups: Groups = singleColumns(row.length),
): Promise<Float64Array> {
  return (await enumerate(await coalitionGame(model, row, rowsBehind, groups))).values;
}

/** Greatest difference. */
function apart(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  return Math.max(...Array.from(found, (value, at) => Math.abs(value - (wanted[at] as number))));
}

test.each(golden)('the same as shap.explainers.Exact, %#', async (one) => {
  const matrix = {
    values: Float64Array.from(one.background.flat()),
    rows: one.background.length,
    columns: one.row.length,
  };
  // Sums of 2^M worths of size 1.
  expect(
    apart(await valuesOf(tanhNetwork(one.network), Float64Array.from(one.row), matrix), one.values),
  ).toBeLessThan(1e-9);
});

test('base and values add up to the prediction, base is the mean of the background', async () => {
  await fc.assert(
    fc.asyncProperty(network(columns), numbers(columns), background, async (weights, row, behind) => {
      const model = tanhNetwork(weights);
      const game = await coalitionGame(model, row, behind, singleColumns(columns));
      const { base, prediction, values, method, standardErrors } = await enumerate(game);
      const means = await model(behind);
      expect(
        apart(
          [base, prediction],
          [
            means.reduce((sum, value) => sum + value, 0) / rows,
            (await model({ values: row, rows: 1, columns }))[0] as number,
          ],
        ),
      ).toBeLessThan(1e-9);
      expect(apart([values.reduce((sum, value) => sum + value, base)], [prediction])).toBeLessThan(1e-9);
      expect([method, standardErrors]).toEqual(['enumeration', null]);
    }),
  );
});

test('a column that the model does not use gets 0; equal columns get the same; sums of models get sums', async () => {
  await fc.assert(
    fc.asyncProperty(
      network(columns),
      network(columns),
      numbers(columns),
      background,
      async (one, other, row, behind) => {
        // Column 0 is not used, columns 1 and 2 are used alike and hold the same.
        const w1 = one.w1.map(([, like, , ...rest]) => [0, like as number, like as number, ...rest]);
        const model = tanhNetwork({ ...one, w1 });
        const twin = (values: Float64Array): Float64Array =>
          values.map((value, at) => (at % columns === 2 ? (values[at - 1] as number) : value));
        const row2 = twin(row);
        const behind2 = { ...behind, values: twin(behind.values) };
        const values = await valuesOf(model, row2, behind2);
        expect(apart([values[0] as number, values[1] as number], [0, values[2] as number])).toBeLessThan(
          1e-9,
        );

        const second = tanhNetwork(other);
        const both: ModelFunction = async (all) => {
          const [first, next] = [await model(all), await second(all)];
          return first.map((value, at) => 2 * value - (next[at] as number));
        };
        const secondValues = await valuesOf(second, row2, behind2);
        expect(
          apart(
            await valuesOf(both, row2, behind2),
            values.map((value, at) => 2 * value - (secondValues[at] as number)),
          ),
        ).toBeLessThan(1e-9);
      },
    ),
  );
});

test('a product of two columns is shared between them, and a group takes it whole', async () => {
  const model: ModelFunction = (all) =>
    Float64Array.from({ length: all.rows }, (_, at) => {
      const [a, b, c] = all.values.subarray(at * 3, at * 3 + 3) as unknown as [number, number, number];
      return a * b + 3 * c;
    });
  const behind = { values: new Float64Array(3), rows: 1, columns: 3 };
  const row = Float64Array.of(2, 5, 1);
  expect(apart(await valuesOf(model, row, behind), [5, 5, 3])).toBeLessThan(1e-9);
  expect(apart(await valuesOf(model, row, behind, [[2], [0, 1]]), [3, 10])).toBeLessThan(1e-9);
});

test('repeated background rows weigh as often as they stand there, but are asked about once', async () => {
  const model = tanhNetwork(golden[0]?.network as (typeof golden)[0]['network']);
  const row = Float64Array.of(1, -1, 2);
  const [first, second] = [
    [0.5, 0.1, -1],
    [0.2, 0, 1],
  ] as const;
  const behind = { values: Float64Array.from([first, first, second, first].flat()), rows: 4, columns: 3 };
  const game = await coalitionGame(model, row, behind, singleColumns(3));
  const { values, evaluations } = await enumerate(game);
  expect(game.backgroundRows).toBe(2);
  // The row, two background rows, and six coalitions on both.
  expect(evaluations).toBe(15);
  const [one, other] = await Promise.all(
    [first, second].map((only) =>
      valuesOf(model, row, { values: Float64Array.from(only), rows: 1, columns: 3 }),
    ),
  );
  expect(
    apart(
      values,
      (one as Float64Array).map((value, at) => 0.75 * value + 0.25 * ((other as Float64Array)[at] as number)),
    ),
  ).toBeLessThan(1e-9);
});

test('no column that varies: no values, and the base is the prediction', async () => {
  const row = Float64Array.of(1, Number.NaN);
  const behind = { values: row.slice(), rows: 1, columns: 2 };
  const game = await coalitionGame(() => Float64Array.of(7), row, behind, singleColumns(2));
  const { values, base, prediction } = await enumerate(game);
  expect([...values, base, prediction]).toEqual([0, 0, 7, 7]);
});

test('more than 12 groups that vary are refused', async () => {
  const behind = { values: new Float64Array(13), rows: 1, columns: 13 };
  const game = await coalitionGame(
    ({ rows: count }) => new Float64Array(count),
    new Float64Array(13).fill(1),
    behind,
    singleColumns(13),
  );
  await expect(enumerate(game)).rejects.toThrow('13 groups vary, at most 12 are enumerated');
});
