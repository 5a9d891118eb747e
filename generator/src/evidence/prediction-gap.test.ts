import type { ClassPredictions, ValuePredictions } from '@modelfolio/inference';
import { expect, it } from 'vitest';
import { isApart, predictionGap } from './prediction-gap.ts';

const classes = (...rows: number[][]): ClassPredictions => ({
  kind: 'classes',
  classes: ['a', 'b'],
  probabilities: Float64Array.from(rows.flat()),
  predicted: Uint32Array.from(rows, ([a = 0, b = 0]) => (b > a ? 1 : 0)),
});
const values = (...targets: number[][]): ValuePredictions => ({
  kind: 'values',
  targets: targets.map((_, index) => ({ name: `t${index}`, unit: null })),
  values: targets.map((target) => Float64Array.from(target)),
});

it('finds nothing between predictions that differ by rounding', () => {
  const gap = predictionGap(classes([0.9, 0.1], [0.2, 0.8]), classes([0.9000004, 0.0999996], [0.2, 0.8]));
  expect(gap).toMatchObject({
    compared: 'probabilities',
    rows: 2,
    tolerance: 1e-3,
    beyond: { count: 0, rows: [] },
    classes: { count: 0, nearTies: 0, rows: [] },
  });
  expect(gap.largest).toEqual({ row: 0, difference: expect.closeTo(4e-7, 10) });
  expect(isApart(gap)).toBe(false);
});

it('notices an export whose probabilities differ by 0.14, though every class is the same', () => {
  const gap = predictionGap(
    classes([0.9, 0.1], [0.2, 0.8], [0.4, 0.6]),
    classes([0.76, 0.24], [0.2, 0.8], [0.4, 0.6]),
  );
  expect(gap.beyond).toEqual({ count: 1, rows: [{ row: 0, difference: expect.closeTo(0.14, 12) }] });
  expect(gap.classes.count).toBe(0);
  expect(isApart(gap)).toBe(true);
});

it('counts rows with another class, and near ties apart; rows are named as the set has them', () => {
  const model = classes([0.9, 0.1], [0.50002, 0.49998], [0.1, 0.9]);
  const other = { kind: 'classes', probabilities: null, predicted: Uint32Array.of(1, 1, 1) } as const;
  const gap = predictionGap(model, other, (place) => place + 10);
  expect(gap).toMatchObject({
    compared: 'classes',
    largest: null,
    classes: { count: 1, nearTies: 1, rows: [{ row: 10, model: 'a', other: 'b' }] },
  });
  expect(isApart(gap)).toBe(true);
});

it('measures values in standard deviations of their own target', () => {
  const model = values([0, 0.0002, 0.0004, 0.0006], [1000, 2000, 3000, 4000]);
  const near = predictionGap(model, values([0, 0.0002, 0.0004, 0.0006], [1000, 2000, 3000, 4001]));
  expect(near.largest).toEqual({ row: 3, difference: expect.closeTo(1 / Math.sqrt(1.25e6), 12) });
  expect(isApart(near)).toBe(false);
  const far = predictionGap(model, values([0, 0.0002, 0.0004, 0.0007], [1000, 2000, 3000, 4000]));
  expect(far.beyond.rows).toEqual([{ row: 3, difference: expect.closeTo(1e-4 / Math.sqrt(5e-8), 8) }]);
  expect(predictionGap(values([5, 5]), values([5, 5.5])).largest).toEqual({ row: 1, difference: 0.1 });
});

it('takes what is no number on one side for infinitely far, and lists the worst first, twenty at most', () => {
  const gap = predictionGap(classes([0.9, 0.1], [0.6, 0.4]), classes([0.9, 0.1], [Number.NaN, 0.4]));
  expect(gap.largest).toEqual({ row: 1, difference: 'Infinity' });
  expect(isApart(gap)).toBe(true);
  expect(predictionGap(values([Number.NaN, 1]), values([Number.NaN, 1])).beyond.count).toBe(0);
  const many = predictionGap(
    values(Array.from({ length: 30 }, (_, row) => row)),
    values(Array.from({ length: 30 }, (_, row) => 2 * row)),
  );
  expect(many.beyond.count).toBe(29);
  expect(many.beyond.rows).toHaveLength(20);
  expect(many.beyond.rows[0]?.row).toBe(29);
});

it('compares no classes with values', () => {
  expect(() => predictionGap(classes([1, 0]), { kind: 'values', values: [] })).toThrow(RangeError);
});
