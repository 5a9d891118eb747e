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
      const { groups, maeDifference } = judgeErrors(
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
    }),
    { numRuns: 30 },
  );
});
