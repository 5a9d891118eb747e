import { describe, expect, test } from 'vitest';
import { gridOf } from './grid.ts';
import { countNear, densityOf, nearestPoints } from './grid-density.ts';

const column = (...values: number[]) => ({
  values: Float64Array.from(values),
  rows: values.length,
  columns: 1,
});
const { NaN: missing } = Number;

describe('a grid', () => {
  test('of few values is those values; missing numbers are no point, missing categories are one', () => {
    const rows = column(3, 1, missing, 3, 2);
    expect(gridOf(rows, [0]).points.values).toEqual(Float64Array.of(1, 2, 3));
    expect(gridOf(rows, [0], { categorical: true }).points.values).toEqual(Float64Array.of(1, 2, 3, missing));
  });

  test('of a column where most rows share a value spans all values', () => {
    const rows = column(
      ...Array.from({ length: 200 }, () => 0),
      ...Array.from({ length: 9 }, (_, at) => at + 1),
    );
    expect(gridOf(rows, [0], { resolution: 4 }).points.values).toEqual(Float64Array.of(0, 3, 6, 9));
  });

  test('of a one-hot group is the combinations that occur', () => {
    const rows = { values: Float64Array.of(1, 0, 9, 0, 1, 9, 1, 0, 9, 0, 0, 9), rows: 4, columns: 3 };
    expect(gridOf(rows, [0, 1]).points).toEqual({
      values: Float64Array.of(0, 0, 0, 1, 1, 0),
      rows: 3,
      columns: 2,
    });
  });

  test('may be given, and is put in order where it is a line', () => {
    expect(gridOf(column(1), [0], { custom: column(5, -1) }).points.values).toEqual(Float64Array.of(-1, 5));
    expect(gridOf(column(1), [0], { custom: column(5, -1), categorical: true }).points.values).toEqual(
      Float64Array.of(5, -1),
    );
  });

  test('that cannot be is told in words', () => {
    expect(() => gridOf(column(1, 2), [0], { resolution: 1 })).toThrow('resolution: 1, expected');
    expect(() => gridOf(column(1, 2), [0], { percentiles: [0.9, 0.1] })).toThrow('percentiles: 0.9 and 0.1');
    expect(() => gridOf(column(missing), [0])).toThrow('column 0: all values are missing');
    expect(() => gridOf(column(1), [0], { custom: { ...column(), columns: 1 } })).toThrow(
      'a grid of 0 points',
    );
  });
});

describe('density', () => {
  test('counts each row at the nearest point, the lower of two; none far beyond the ends', () => {
    const grid = gridOf(column(1), [0], { custom: column(0, 2, 6) });
    const rows = column(-1.1, -1, 0, 1, 1.1, 4, 4.1, 8, 8.1, missing);
    expect(nearestPoints(rows, grid)).toEqual(Int32Array.of(-1, 0, 0, 0, 1, 1, 2, 2, -1, -1));
    expect(countNear(nearestPoints(rows, grid), 3)).toEqual(Int32Array.of(3, 2, 2));
  });

  test('of combinations counts equal rows', () => {
    const rows = { values: Float64Array.of(1, 0, 0, 1, 1, 0, missing, 0), rows: 4, columns: 2 };
    const grid = gridOf(rows, [0, 1]);
    expect(countNear(nearestPoints(rows, grid), 3)).toEqual(Int32Array.of(1, 2, 1));
  });

  test('a point with few rows is sparse, one without always', () => {
    expect(densityOf(Int32Array.of(0, 1, 9), 10, 0.2).sparse).toEqual(Uint8Array.of(1, 1, 0));
    expect(densityOf(Int32Array.of(0, 1, 9), 10, 0).sparse).toEqual(Uint8Array.of(1, 0, 0));
  });
});
