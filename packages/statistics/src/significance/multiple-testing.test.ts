import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, bonferroni, holm } from './multiple-testing.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('corrections of many p-values', () => {
  it('are those of a small example', () => {
    const close = (values: number[]) => values.map((value) => expect.closeTo(value, 14));
    expect([...bonferroni([0.01, 0.04, 0.03])]).toEqual(close([0.03, 0.12, 0.09]));
    expect([...holm([0.01, 0.04, 0.03])]).toEqual(close([0.03, 0.06, 0.06]));
    expect([...benjaminiHochberg([0.01, 0.04, 0.03])]).toEqual(close([0.03, 0.04, 0.04]));
    expect([...holm([0.5, 0.9])]).toEqual([1, 1]);
    expect([bonferroni([]), holm([]), benjaminiHochberg([])].map((found) => found.length)).toEqual([0, 0, 0]);
  });

  it('keep the order, are at least the p-value, and Bonferroni’s at most', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const most = bonferroni(values);
        for (const adjust of [holm, benjaminiHochberg]) {
          const adjusted = adjust(values);
          const order = values.map((_, at) => at).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
          const steps = order.map((at) => adjusted[at] ?? Number.NaN);
          expect(steps).toEqual(steps.toSorted((a, b) => a - b));
          values.forEach((value, at) => {
            expect(adjusted[at]).toBeGreaterThanOrEqual(value * (1 - 1e-15));
            expect(adjusted[at]).toBeLessThanOrEqual((most[at] ?? 0) + 1e-15);
          });
        }
        holm(values).forEach((value, at) =>
          expect(value).toBeGreaterThanOrEqual((benjaminiHochberg(values)[at] ?? 0) - 1e-15),
        );
      }),
    );
  });
});
