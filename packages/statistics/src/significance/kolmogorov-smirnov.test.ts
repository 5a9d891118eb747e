import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';

const from = (start: number, count: number): number[] => Array.from({ length: count }, (_, at) => start + at);

describe('kolmogorovSmirnov', () => {
  it('counts orders: two of all C(7, 3) are as far apart', () => {
    const { statistic, pValue, method } = kolmogorovSmirnov(from(0, 3), from(3, 4));
    expect([statistic, method]).toEqual([1, 'exact']);
    expect(pValue).toBeCloseTo(2 / 35, 15);
    expect(kolmogorovSmirnov(from(0, 3), from(3, 4), { alternative: 'greater' }).pValue).toBeCloseTo(
      1 / 35,
      15,
    );
    expect(kolmogorovSmirnov(from(0, 3), from(3, 4), { alternative: 'less' })).toMatchObject({
      statistic: 0,
      pValue: 1,
    });
  });

  it('has p-values that are the share of all orders that are as far apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.nat(), (m, n, pick) => {
        const orders = choices(m + n, m);
        const split = (chosen: readonly number[]) =>
          [chosen, from(0, m + n).filter((at) => !chosen.includes(at))] as const;
        for (const alternative of ['two-sided', 'less', 'greater'] as const) {
          const found = kolmogorovSmirnov(...split(orders[pick % orders.length] ?? []), { alternative });
          const as = orders.filter(
            (chosen) => kolmogorovSmirnov(...split(chosen), { alternative }).statistic >= found.statistic,
          );
          expect(found.pValue).toBeCloseTo(as.length / orders.length, 13);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('takes the limit where exact would take long', () => {
    const [a, b] = [from(0, 4000), from(400, 4000)];
    expect(kolmogorovSmirnov(a, b).method).toBe('exact');
    const one = kolmogorovSmirnov(a, b, { method: 'asymptotic' });
    // 2 exp(−2 · 0.1² · 2000)
    expect(one.pValue).toBeCloseTo(2 * Math.exp(-40), 24);
    expect(kolmogorovSmirnov(a, from(8000, 4000)).method).toBe('asymptotic');
    // Hodges adds 2 · √20 · 12,000 / √(4,000² · 8,000) / 3, which is 0.1.
    const oneSided = kolmogorovSmirnov(a, b, { method: 'asymptotic', alternative: 'greater' });
    expect(oneSided.pValue / Math.exp(-40.1)).toBeCloseTo(1, 12);
  });

  it('is certain of samples that are the same, with ties or without', () => {
    expect(kolmogorovSmirnov([1, 1, 2], [1, 1, 2])).toMatchObject({ statistic: 0, pValue: 1 });
    expect(() => kolmogorovSmirnov([1], [])).toThrow('the second sample is empty');
  });
});

/** All choices of so many numbers below a limit. */
function choices(limit: number, count: number): number[][] {
  if (count === 0) return [[]];
  return from(count - 1, limit - count + 1).flatMap((last) =>
    choices(last, count - 1).map((chosen) => [...chosen, last]),
  );
}
