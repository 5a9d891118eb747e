import { describe, expect, it } from 'vitest';
import { moments } from '../moments.ts';
import { welchTest } from './welch-test.ts';

const of = (...values: number[]) => moments(Float64Array.from(values));

describe('welchTest', () => {
  // SciPy 1.17: ttest_ind([1, 2, 4], [0, 1, 1, 0.5], equal_var=False, alternative=…)
  it.each([
    ['greater', 0.09290300992497379],
    ['less', 0.9070969900750262],
    ['two-sided', 0.1858060198499476],
  ] as const)('%s is what SciPy says', (alternative, expected) => {
    const { statistic, freedom, pValue } = welchTest(of(1, 2, 4), of(0, 1, 1, 0.5), alternative);
    expect(pValue).toBeCloseTo(expected, 13);
    expect(statistic).toBeCloseTo(1.8694390856089684, 13);
    expect(freedom).toBeCloseTo(2.2971851263466214, 12);
  });

  it('is certain of samples that do not vary', () => {
    expect(welchTest(of(2, 2), of(2, 2)).pValue).toBe(1);
    const apart = (alternative: 'less' | 'greater' | 'two-sided') =>
      welchTest(of(1, 1), of(2, 2), alternative);
    expect(apart('two-sided').pValue).toBe(0);
    expect(apart('less').pValue).toBe(0);
    expect(apart('greater')).toMatchObject({ statistic: -Infinity, pValue: 1 });
  });

  it('refuses a sample without a standard error', () => {
    expect(() => welchTest(of(1), of(1, 2))).toThrow(
      new RangeError('a mean of 1 values has no standard error: give at least 2'),
    );
  });
});
