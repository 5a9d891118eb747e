import { expect, test } from 'vitest';
import golden from '../../test/golden/shapley/lime.json' with { type: 'json' };
import { binOf, limeStatistics } from './lime-statistics.ts';

const { rows, categorical, columns: wanted } = golden.statistics;
const matrix = { values: Float64Array.from(rows.flat()), rows: rows.length, columns: wanted.length };

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, at) => {
    const other = expected[at] as number;
    expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(other)));
  });
}

test('bins, shares and moments are those that lime takes from the same rows', () => {
  const all = limeStatistics(matrix, categorical);
  const categories = all.filter((found) => found.kind === 'category');
  categories.forEach((found, at) => {
    const expected = wanted[categorical[at] as number] as (typeof wanted)[number];
    expectClose(found.codes, expected.codes);
    expectClose(found.shares, expected.shares);
  });
  expect(categories).toHaveLength(categorical.length);
  const numbers = all.filter((found) => found.kind === 'number');
  const expectedNumbers = wanted.filter((_, at) => !categorical.includes(at));
  expect(numbers).toHaveLength(expectedNumbers.length);
  numbers.forEach((found, at) => {
    const expected = expectedNumbers[at] as (typeof wanted)[number];
    expect(found.missing).toBe(0);
    expectClose(found.edges, expected.edges as number[]);
    // lime keeps the shares of bins that occur only.
    expectClose(
      found.shares.filter((share) => share > 0),
      expected.shares,
    );
    expectClose(found.means, expected.means as number[]);
    expectClose(
      found.deviations.map((deviation) => deviation + 1e-11),
      expected.deviations as number[],
    );
    expectClose(found.lows, expected.lows as number[]);
    expectClose(found.highs, expected.highs as number[]);
  });
});

test('a value on an edge is in the bin below, as numpy’s searchsorted says', () => {
  expect([-1, 0, 0.5, 1, 2].map((value) => binOf([0, 1], value))).toEqual([0, 0, 1, 1, 2]);
});

test('missing values have a share and no part in anything else; JSON keeps the statistics', () => {
  const values = Float64Array.of(1, Number.NaN, 2, 4, Number.NaN, 4, 3, 5);
  const found = limeStatistics({ values, rows: 4, columns: 2 }, [1]);
  expect(found[0]).toMatchObject({ missing: 0.25, edges: [1.5, 2, 2.5], shares: [0.25, 0.25, 0, 0.25] });
  expect(found[1]).toEqual({ kind: 'category', codes: [4, 5], shares: [0.5, 0.25], missing: 0.25 });
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  const none = limeStatistics({ values: Float64Array.of(Number.NaN), rows: 1, columns: 1 }, []);
  expect(none[0]).toMatchObject({ missing: 1, shares: [0] });
});

test('training rows that cannot be used are named', () => {
  const values = Float64Array.of(1, 2, 3, Infinity);
  expect(() => limeStatistics({ values, rows: 2, columns: 2 }, [])).toThrow(
    'training row 2, column 1: Infinity',
  );
  expect(() => limeStatistics({ values, rows: 3, columns: 2 }, [])).toThrow('4 values, expected 3 rows of 2');
  expect(() => limeStatistics({ values: new Float64Array(0), rows: 0, columns: 2 }, [])).toThrow(
    'there are none',
  );
  expect(() => limeStatistics({ values: new Float64Array(4), rows: 2, columns: 2 }, [2])).toThrow(
    'there is no column 2',
  );
});
