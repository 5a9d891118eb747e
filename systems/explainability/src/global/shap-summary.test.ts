import { describe, expect, test } from 'vitest';
import { golden, toMatrix } from '../../test/golden/global/read-golden.ts';
import { beeswarm } from './beeswarm.ts';
import { shapSummary } from './shap-summary.ts';

describe('a summary of attributions', () => {
  test('has numpy’s means and bootstrap intervals', () => {
    const { attributions, expected, ...options } = golden.summary;
    const found = shapSummary(toMatrix(attributions), options);
    for (const key of ['means', 'low', 'high'] as const)
      found[key].forEach((value, group) => expect(value).toBeCloseTo(expected[key][group] as number, 12));
    expect(Array.from(found.order)).toEqual([0, 1, 2]);
  });

  test('orders groups by size, not by sign; equal ones stay', () => {
    const attributions = { values: Float64Array.of(1, -3, 1, 1, -3, -1), rows: 2, columns: 3 };
    expect(Array.from(shapSummary(attributions).order)).toEqual([1, 0, 2]);
  });

  test('needs rows and a level that is a share', () => {
    expect(() => shapSummary({ values: new Float64Array(), rows: 0, columns: 2 })).toThrow('there are none');
    expect(() => shapSummary({ values: Float64Array.of(1), rows: 1, columns: 1 }, { level: 95 })).toThrow(
      'a level of 95',
    );
  });
});

describe('a beeswarm', () => {
  const attributions = { values: Float64Array.of(0, 5, 0, 1, 0, 1, 1, 1), rows: 4, columns: 2 };
  const rows = { values: Float64Array.of(3, 0, 0, Number.NaN, 0, 1, 9, 1, 0, 3, 1, 1), rows: 4, columns: 3 };

  test('colours by rank, and stacks points of like value to both sides', () => {
    const found = beeswarm(attributions, rows, [[0], [1, 2]]);
    expect(Array.from(found.groups)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect(Array.from(found.rows)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
    expect(Array.from(found.values)).toEqual([0, 0, 0, 1, 5, 1, 1, 1]);
    const none = Number.NaN;
    expect(Array.from(found.ranks)).toEqual([0, none, 1, 0, none, none, none, none]);
    expect(Array.from(found.offsets)).toEqual([0, 1, -1, 0, 0, 0, 1, -1]);
  });

  test('is as deep as the deepest stack', () => {
    const many = { values: new Float64Array(5), rows: 5, columns: 1 };
    expect(Array.from(beeswarm(many, many, [[0]]).offsets)).toEqual([0, 0.5, -0.5, 1, -1]);
    expect(Array.from(beeswarm(many, many, [[0]]).ranks)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5]);
  });

  test('needs a row and a group for each attribution', () => {
    expect(() => beeswarm(attributions, rows, [[0]])).toThrow('for 4 rows and 1 groups');
  });
});
