import { describe, expect, it } from 'vitest';
import { mcnemar } from './mcnemar.ts';

describe('mcnemar', () => {
  it('is exact by counting coins: 3 or fewer heads of 10', () => {
    const tail = (1 + 10 + 45 + 120) / 1024;
    expect(mcnemar(3, 7).pValue).toBeCloseTo(2 * tail, 14);
    expect(mcnemar(3, 7, { alternative: 'less' }).pValue).toBeCloseTo(tail, 14);
    expect(mcnemar(3, 7, { alternative: 'greater' }).pValue).toBeCloseTo(1 - (1 + 10 + 45) / 1024, 14);
    expect([mcnemar(3, 7).statistic, mcnemar(7, 3, { alternative: 'less' }).statistic]).toEqual([3, 7]);
  });

  it('is χ² with Edwards’ correction or without', () => {
    expect(mcnemar(40, 60, { method: 'asymptotic' }).statistic).toBeCloseTo(3.61, 12);
    expect(mcnemar(40, 60, { method: 'asymptotic', continuity: false }).statistic).toBe(4);
    const of = (alternative: 'less' | 'greater' | 'two-sided') =>
      mcnemar(40, 60, { method: 'asymptotic', alternative }).pValue;
    expect(of('less')).toBeCloseTo(of('two-sided') / 2, 14);
    expect(of('greater')).toBeGreaterThan(0.97);
  });

  it('says nothing where they never differ', () => {
    expect(mcnemar(0, 0).pValue).toBe(1);
    expect(mcnemar(0, 0, { method: 'asymptotic' })).toEqual({ statistic: 0, pValue: 1 });
    expect(() => mcnemar(-1, 2)).toThrow('a whole number from 0, not -1');
  });
});
