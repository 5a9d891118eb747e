import { median } from '@modelfolio/statistics/quantiles';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { tanhNetwork } from '../../test/tanh-network.ts';
import type { Attribution } from '../attribution.ts';
import { singleColumns, type Groups, type ModelFunction } from '../model-function.ts';
import { coalitionGame } from './coalition-game.ts';
import { enumerate } from './enumerate.ts';
import { kernelShap, type KernelShapOptions } from './kernel-shap.ts';

/** A network, a row and background rows of normal numbers. */
function networkGame(columns: number, rows: number, seed: number) {
  const random = new NumpyRandom(seed);
  const normals = (count: number, scale = 1): number[] =>
    Array.from({ length: count }, () => scale * random.normal());
  const model = tanhNetwork({
    w1: Array.from({ length: 8 }, () => normals(columns, 2 / Math.sqrt(columns))),
    b1: normals(8),
    w2: normals(8),
  });
  const background = { values: Float64Array.from(normals(columns * rows)), rows, columns };
  return { model, row: Float64Array.from(normals(columns)), background, groups: singleColumns(columns) };
}

async function last(
  { model, row, background, groups }: Omit<ReturnType<typeof networkGame>, 'groups'> & { groups: Groups },
  options: KernelShapOptions,
  rowsAtOnce?: number,
): Promise<Attribution> {
  const game = await coalitionGame(model, row, background, groups, { rowsAtOnce });
  let found: Attribution | undefined;
  for await (const estimate of kernelShap(game, options)) found = estimate;
  return found as Attribution;
}

const off = (found: Float64Array, truth: Float64Array): number =>
  Math.hypot(...found.map((value, at) => value - (truth[at] as number))) / Math.hypot(...truth);

async function truthOf({
  model,
  row,
  background,
  groups,
}: ReturnType<typeof networkGame>): Promise<Float64Array> {
  return (await enumerate(await coalitionGame(model, row, background, groups))).values;
}

test('the error against enumeration shrinks at least by the square root of the coalitions', async () => {
  const cases = await Promise.all(
    [1, 2, 3].map(async (seed) => {
      const game = networkGame(12, 5, seed);
      return { game, truth: await truthOf(game) };
    }),
  );
  const errorAt = async (coalitions: number): Promise<number> => {
    const errors: number[] = [];
    for (const { game, truth } of cases)
      for (let seed = 0; seed < 5; seed++)
        errors.push(off((await last(game, { seed, coalitions, targetError: 0 })).values, truth));
    return median(errors);
  };
  const [few, more, most] = [await errorAt(240), await errorAt(960), await errorAt(3000)];
  expect(more).toBeLessThan(few / 2);
  expect(more).toBeLessThan(0.02);
  expect(most).toBeLessThan(more / 2);
});

test('the truth lies within two standard errors, mostly', async () => {
  const inside = { few: 0, some: 0 };
  let all = 0;
  for (const gameSeed of [1, 2, 3, 4]) {
    const game = networkGame(12, 3, gameSeed);
    const truth = await truthOf(game);
    for (let seed = 0; seed < 20; seed++) {
      const few = await last(game, { seed, coalitions: 200, targetError: 0 });
      const some = await last(game, { seed, coalitions: 700, targetError: 0 });
      truth.forEach((value, at) => {
        all++;
        for (const [name, { values, standardErrors }] of Object.entries({ few, some })) {
          const within = 2 * ((standardErrors as Float64Array)[at] as number);
          if (Math.abs((values[at] as number) - value) <= within) inside[name as keyof typeof inside]++;
        }
      });
    }
  }
  // 95 % if errors were normal and known; here at least 90 %.
  expect(inside.few / all).toBeGreaterThan(0.9);
  expect(inside.some / all).toBeGreaterThan(0.9);
});

test('all coalitions: exact, with errors of 0, and shown to be exact by enumeration', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 9 }), fc.nat(1000), async (columns, seed) => {
      const game = networkGame(columns, 2, seed);
      const { values, standardErrors } = await last(game, { seed, targetError: 0 });
      (await truthOf(game)).forEach((value, at) => expect(values[at]).toBeCloseTo(value, 9));
      expect([...(standardErrors as Float64Array)]).toEqual(Array.from({ length: columns }, () => 0));
    }),
    { numRuns: 30 },
  );
});

test('every estimate adds up, and a column that the model does not use is within its error of 0', async () => {
  const game = networkGame(20, 4, 8);
  const model: ModelFunction = (rows) =>
    game.model({ ...rows, values: rows.values.map((value, at) => (at % 20 === 7 ? 0 : value)) });
  const played = await coalitionGame(model, game.row, game.background, game.groups);
  let estimates = 0;
  for await (const { values, base, prediction, standardErrors, method } of kernelShap(played, {
    targetError: 0,
  })) {
    estimates++;
    expect(method).toBe('kernel');
    expect(values.reduce((sum, value) => sum + value, base)).toBeCloseTo(prediction, 12);
    expect(Math.abs(values[7] as number)).toBeLessThan(4 * ((standardErrors as Float64Array)[7] as number));
  }
  expect(estimates).toBeGreaterThan(3);
});

test('interactions of two are exact from the first batch on: pairs take care of them', async () => {
  const columns = 18;
  const pairwise: ModelFunction = ({ values, rows }) =>
    Float64Array.from({ length: rows }, (_, at) => {
      const row = values.subarray(at * columns, (at + 1) * columns);
      return row.reduce(
        (sum, value, column) => sum + value * (column + (row[(column * 7 + 3) % columns] as number)),
        0,
      );
    });
  const { row, groups } = networkGame(columns, 1, 5);
  const background = { values: new Float64Array(columns), rows: 1, columns };
  const { values, standardErrors, evaluations } = await last(
    { model: pairwise, row, background, groups },
    { coalitions: 1000 },
  );
  expect(evaluations).toBeLessThan(220);
  expect(Math.max(...(standardErrors as Float64Array))).toBeLessThan(1e-10);
  // Half of each product goes to each factor, a square to its own column.
  const wanted = new Float64Array(columns);
  row.forEach((value, column) => {
    const other = (column * 7 + 3) % columns;
    const product = value * (row[other] as number);
    wanted[column] = (wanted[column] as number) + value * column + product / 2;
    wanted[other] = (wanted[other] as number) + product / 2;
  });
  values.forEach((value, at) => expect(value).toBeCloseTo(wanted[at] as number, 9));
});

test('the same seed gives the same bits whatever the size of the calls; another seed others', async () => {
  const game = networkGame(15, 7, 2);
  const options = { seed: 11, coalitions: 600, targetError: 0 };
  const whole = await last(game, options);
  for (const rowsAtOnce of [1000, 97]) expect(await last(game, options, rowsAtOnce)).toEqual(whole);
  expect((await last(game, { ...options, seed: 12 })).values).not.toEqual(whole.values);
});

test('it stops once the largest standard error is small beside the largest value', async () => {
  const game = networkGame(16, 4, 3);
  const { values, standardErrors, evaluations } = await last(game, { targetError: 0.05, coalitions: 20_000 });
  expect(Math.max(...(standardErrors as Float64Array))).toBeLessThanOrEqual(
    0.05 * Math.max(...values.map(Math.abs)),
  );
  expect(evaluations).toBeLessThan(20_000);
  const most = await last(game, { targetError: 0, coalitions: 3000 });
  expect(most.evaluations).toBeGreaterThan(2900 * 4);
  expect(most.evaluations).toBeLessThanOrEqual(3000 * 4 + 5);
});

test('a model that never changes has values and errors of 0 at once', async () => {
  const { row, background, groups } = networkGame(14, 3, 1);
  const model: ModelFunction = ({ rows }) => new Float64Array(rows).fill(0.3);
  const { values, standardErrors, evaluations } = await last({ model, row, background, groups }, {});
  expect(Math.max(...values.map(Math.abs), ...(standardErrors as Float64Array))).toBeLessThan(1e-15);
  // The row, three background rows, and one batch of 85 pairs.
  expect(evaluations).toBe(1 + 3 + 2 * 85 * 3);
});

test('200 columns, one background row', async () => {
  const game = networkGame(200, 1, 6);
  const { values, standardErrors, base, prediction } = await last(game, { targetError: 0 });
  expect(values.reduce((sum, value) => sum + value, base)).toBeCloseTo(prediction, 10);
  expect(values.every(Number.isFinite)).toBe(true);
  const largest = Math.max(...values.map(Math.abs));
  expect(Math.max(...(standardErrors as Float64Array))).toBeLessThan(0.3 * largest);
  const other = await last(game, { targetError: 0, seed: 1 });
  expect(off(other.values, values)).toBeLessThan(0.3);
});

test('groups are players: their values are those of the groups in the answer’s places', async () => {
  const game = networkGame(14, 3, 9);
  const groups = [[13], [0, 1, 2], [3], [4, 5, 6, 7], [8], [9, 10], [11, 12]];
  // Group 2 does not vary.
  for (let row = 0; row < 3; row++) game.background.values[row * 14 + 3] = game.row[3] as number;
  const { values } = await last({ ...game, groups }, { targetError: 0 });
  const truth = (await enumerate(await coalitionGame(game.model, game.row, game.background, groups))).values;
  expect(values[2]).toBe(0);
  expect(off(values, truth)).toBeLessThan(1e-9);
});

test('limits that cannot be met are refused', async () => {
  const game = networkGame(16, 1, 1);
  await expect(last(game, { coalitions: 40 })).rejects.toThrow('coalitions: 40, 16 groups need at least 60');
  await expect(last(game, { coalitions: Number.NaN })).rejects.toThrow('expected a whole number');
  await expect(last(game, { targetError: -1 })).rejects.toThrow('targetError: -1');
});
