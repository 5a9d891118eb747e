import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialCoefficient } from '../binomial-coefficient.ts';
import { fisherExact, type FourFold } from './fisher-exact.ts';

const count = fc.nat(12);

describe('fisherExact', () => {
  // SciPy 1.17: fisher_exact([[8, 2], [1, 5]], alternative)
  it.each([
    ['greater', 0.02447552447552447],
    ['less', 0.9991258741258742],
    ['two-sided', 0.034965034965034975],
  ] as const)('%s is what SciPy says of a textbook table', (alternative, expected) => {
    const { statistic, pValue } = fisherExact(
      [
        [8, 2],
        [1, 5],
      ],
      alternative,
    );
    expect(statistic).toBe(20);
    expect(pValue).toBeCloseTo(expected, 14);
  });

  it('is the sum over all tables with the same margins', () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const mass = (k: number): number =>
          (binomialCoefficient(a + c, k) * binomialCoefficient(b + d, a + b - k)) /
          binomialCoefficient(a + b + c + d, a + b);
        const sum = (holds: (k: number) => boolean): number => {
          let total = 0;
          for (let k = 0; k <= a + b; k++) if (holds(k)) total += mass(k);
          return total;
        };
        const table: FourFold = [
          [a, b],
          [c, d],
        ];
        expect(fisherExact(table, 'less').pValue).toBeCloseTo(
          sum((k) => k <= a),
          12,
        );
        expect(fisherExact(table, 'greater').pValue).toBeCloseTo(
          sum((k) => k >= a),
          12,
        );
        const bound = mass(a) * (1 + 1e-12);
        expect(fisherExact(table).pValue).toBeCloseTo(
          sum((k) => mass(k) <= bound),
          12,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('keeps small p-values, of large tables too', () => {
    // One table of all C(800, 400).
    const { pValue } = fisherExact(
      [
        [400, 0],
        [0, 400],
      ],
      'greater',
    );
    expect(Math.log10(pValue)).toBeCloseTo(-239.2743, 3);
    // Its other tail starts below the least double.
    const apart: FourFold = [
      [700, 0],
      [0, 700],
    ];
    expect([fisherExact(apart, 'less').pValue, fisherExact(apart, 'greater').pValue]).toEqual([1, 0]);
    expect(
      fisherExact([
        [50_000, 450_000],
        [50_000, 450_000],
      ]).pValue,
    ).toBeCloseTo(1, 12);
  });

  it('says nothing where the margins leave one table', () => {
    expect(
      fisherExact([
        [0, 0],
        [3, 4],
      ]).pValue,
    ).toBe(1);
    expect(
      fisherExact(
        [
          [0, 0],
          [0, 0],
        ],
        'greater',
      ),
    ).toEqual({ statistic: Number.NaN, pValue: 1 });
  });

  it('refuses cells that are no counts', () => {
    expect(() =>
      fisherExact([
        [1.5, 2],
        [3, 4],
      ]),
    ).toThrow('a whole number from 0, not 1.5');
  });
});
