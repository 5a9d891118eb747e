import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeErrors } from './judge-errors.ts';

const bootstrap = { replicates: 200, seed: 1, level: 0.95 };
const number = fc.double({ min: -100, max: 100, noNaN: true });
const rowsOf = fc.array(fc.tuple(number, number, fc.integer({ min: 0, max: 2 })), {
  minLength: 6,
  maxLength: 40,
});

it('gives each group the errors of its own rows, and the difference of the farthest two', () => {
  fc.assert(
    fc.property(rowsOf, (drawn) => {
      // Every group has a row.
      const rows = drawn.map(([actual, predicted, group], at) => ({
        actual,
        predicted,
        group: at < 3 ? at : group,
      }));
      const { groups, maeDifference, pairs } = judgeErrors(
        {
          name: 'g',
          columns: ['g'],
          groupNames: ['a', 'b', 'c'],
          groups: Uint16Array.from(rows, ({ group }) => group),
        },
        {
          actual: Float64Array.from(rows, ({ actual }) => actual),
          predicted: Float64Array.from(rows, ({ predicted }) => predicted),
        },
        bootstrap,
      );
      const mae = [0, 1, 2].map((place) => {
        const errors = rows.filter(({ group }) => group === place).map((row) => row.predicted - row.actual);
        const mean = (values: number[]): number =>
          values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(groups[place]?.n).toBe(errors.length);
        expect(groups[place]?.bias.value).toBeCloseTo(mean(errors), 9);
        expect(groups[place]?.mae.value).toBeCloseTo(mean(errors.map(Math.abs)), 9);
        return mean(errors.map(Math.abs));
      });
      expect(maeDifference).toMatchObject({ n: rows.length });
      expect(maeDifference.value).toBeCloseTo(Math.max(...mae) - Math.min(...mae), 9);
      const { lower = -Infinity, upper = Infinity } = maeDifference.interval ?? {};
      expect(Number(lower)).toBeLessThanOrEqual(Number(maeDifference.value) + 1e-9);
      expect(Number(upper)).toBeGreaterThanOrEqual(Number(maeDifference.value) - 1e-9);
      const large = [0, 1, 2].filter((place) => (groups[place]?.n ?? 0) >= 30);
      expect(pairs).toHaveLength((large.length * (large.length - 1)) / 2);
    }),
    { numRuns: 30 },
  );
});

it('compares every pair of groups with enough rows, at a level for all of them together', () => {
  // Errors of 1, 1 and 3, with a little noise: the first two are alike.
  const rows = Array.from({ length: 120 }, (_, at) => ({
    group: at % 3,
    error: (at % 3 === 2 ? 3 : 1) + (at % 7) / 10,
  }));
  const { pairs, maeDifference } = judgeErrors(
    {
      name: 'g',
      columns: ['g'],
      groupNames: ['a', 'b', 'c'],
      groups: Uint16Array.from(rows, ({ group }) => group),
    },
    { actual: new Float64Array(rows.length), predicted: Float64Array.from(rows, ({ error }) => error) },
    bootstrap,
  );
  expect(pairs.map(({ one, other }) => [one, other])).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
  const [alike, apart] = pairs.map(({ difference }) => difference);
  expect(alike).toMatchObject({ n: 80, interval: { level: 0.95 } });
  expect(Number(alike?.interval?.lower)).toBeLessThan(0);
  expect(Number(alike?.interval?.upper)).toBeGreaterThan(0);
  expect(Number(apart?.interval?.upper)).toBeLessThan(-1.5);
  expect(Number(maeDifference.interval?.lower)).toBeGreaterThan(1.5);
});
