import { expect, test } from 'vitest';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import type { Matrix } from '../matrix.ts';
import type { ModelFunction } from '../model-function.ts';
import { lime } from './lime.ts';
import { limeSpread } from './lime-spread.ts';
import { limeStatistics } from './lime-statistics.ts';

const random = new NumpyRandom(7);
const columns = 8;
const background = {
  values: Float64Array.from({ length: 200 * columns }, () => random.normal()),
  rows: 200,
  columns,
};
const statistics = limeStatistics(background, []);
const row = Float64Array.from({ length: columns }, () => 2);
/** Rises with column 1, falls with column 4, and knows no others. */
const model = ({ values, rows }: Matrix): Float64Array =>
  Float64Array.from(
    { length: rows },
    (_, at) =>
      2 * Math.tanh(values[at * columns + 1] as number) - Math.tanh(values[at * columns + 4] as number),
  );

test('the columns that matter come first, with their signs', async () => {
  for (const features of [2, 8]) {
    const { coefficients, prediction, score } = await lime(model, row, statistics, { features });
    expect(coefficients).toHaveLength(features);
    expect(coefficients.slice(0, 2).map(({ column }) => column)).toEqual([1, 4]);
    expect(coefficients[0]?.coefficient).toBeGreaterThan(0.5);
    expect(coefficients[1]?.coefficient).toBeLessThan(-0.2);
    expect(prediction).toBeCloseTo(Math.tanh(2), 12);
    expect(score).toBeGreaterThan(0.3);
    expect(score).toBeLessThan(1);
  }
});

test('the same seed gives the same bits whatever the size of the calls; another seed others', async () => {
  const whole = await lime(model, row, statistics, { seed: 5 });
  expect(await lime(model, row, statistics, { seed: 5, rowsAtOnce: 77 })).toEqual(whole);
  expect(await lime(model, row, statistics, { seed: 6 })).not.toEqual(whole);
});

test('the spread over seeds is that of the single runs', async () => {
  const shares: number[] = [];
  const progress = (share: number): void => void shares.push(share);
  const options = { features: 3, samples: 300, seed: 20, progress };
  const { means, deviations, selected, explanations } = await limeSpread(model, row, statistics, options, 4);
  const runs = await Promise.all(
    [20, 21, 22, 23].map((seed) => lime(model, row, statistics, { features: 3, samples: 300, seed })),
  );
  expect(explanations).toEqual(runs);
  const found = runs.map(
    ({ coefficients }) => coefficients.find(({ column }) => column === 1)?.coefficient as number,
  );
  const mean = found.reduce((sum, value) => sum + value, 0) / 4;
  expect(means[1]).toBeCloseTo(mean, 12);
  expect(deviations[1]).toBeCloseTo(
    Math.sqrt(found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3),
    12,
  );
  expect(selected[1]).toBe(1);
  expect(selected.reduce((sum, share) => sum + share, 0)).toBeCloseTo(3, 12);
  expect(shares.at(-1)).toBe(1);
  await expect(limeSpread(model, row, statistics, {}, 1)).rejects.toThrow('seeds: 1');
});

test('a model that fails is told of, and the signal ends the work', async () => {
  const blind: ModelFunction = (rows) => model(rows).map((value, at) => (at === 4 ? Number.NaN : value));
  await expect(lime(blind, row, statistics, { seed: 9 })).rejects.toMatchObject({
    code: 'not-finite',
    reason: 'the model gave NaN for neighbour 4 of seed 9',
  });
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(lime(model, row, statistics, { signal })).rejects.toThrow('stopped');
});
