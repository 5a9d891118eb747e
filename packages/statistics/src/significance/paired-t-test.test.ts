import { expect, it } from 'vitest';
import { moments } from '../moments.ts';
import { pairedTTest } from './paired-t-test.ts';

it('is what SciPy says: ttest_1samp([1, 2, 4, -0.5], 0)', () => {
  const { statistic, freedom, pValue } = pairedTTest(moments(Float64Array.of(1, 2, 4, -0.5)));
  expect([statistic, freedom]).toEqual([expect.closeTo(1.721892064184557, 12), 3]);
  expect(pValue).toBeCloseTo(0.18356804284889125, 12);
  expect(pairedTTest(moments(Float64Array.of(1, 2, 4, -0.5)), 'greater').pValue).toBeCloseTo(pValue / 2, 14);
});

it('refuses one pair', () => {
  expect(() => pairedTTest(moments(Float64Array.of(1)))).toThrow('give at least 2');
});
