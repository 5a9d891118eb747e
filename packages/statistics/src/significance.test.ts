import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fisherGreater, holm, welchGreater } from './significance.ts';

describe('p-values', () => {
  it('are what SciPy says of a textbook table', () => {
    // fisher_exact([[8, 2], [1, 5]], 'greater') and ttest_ind([1, 2, 4], [0, 1, 1, 0.5], equal_var=False)
    expect(fisherGreater(8, 10, 9, 16)).toBeCloseTo(0.02447552447552447, 12);
    const sample = (values: number[]) => ({
      n: values.length,
      sum: values.reduce((a, b) => a + b, 0),
      square: values.reduce((a, b) => a + b * b, 0),
    });
    expect(welchGreater(sample([1, 2, 4]), sample([0, 1, 1, 0.5]))).toBeCloseTo(0.09290300992497379, 9);
    expect(welchGreater(sample([1]), sample([0, 0]))).toBe(1);
  });

  it('are corrected in steps that never fall and never exceed the plain correction', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const adjusted = holm(values);
          const order = values
            .map((_, index) => index)
            .toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
          const steps = order.map((index) => adjusted[index] ?? 0);
          expect(steps).toEqual(steps.toSorted((a, b) => a - b));
          expect(adjusted.every((value, index) => value >= (values[index] ?? 0))).toBe(true);
          expect(
            adjusted.every(
              (value, index) => value <= Math.min(1, values.length * (values[index] ?? 0)) + 1e-12,
            ),
          ).toBe(true);
        },
      ),
    );
  });
});
