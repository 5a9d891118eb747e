import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mannWhitney } from './mann-whitney.ts';

const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });

describe('mannWhitney', () => {
  it('is SciPy’s with continuity and ties', () => {
    // mannwhitneyu([19, 22, 16, 29, 24, 24], [20, 11, 17, 12], method='asymptotic'): ties are corrected.
    const found = mannWhitney([19, 22, 16, 29, 24, 24], [20, 11, 17, 12], { method: 'asymptotic' });
    expect(found.statistic).toBe(21);
    expect(found.pValue).toBeCloseTo(0.0691065247682725, 14);
  });

  it('counts orders: two of all C(5, 2) are as far apart', () => {
    expect(mannWhitney([1, 2], [3, 4, 5])).toEqual({ statistic: 0, pValue: 0.2, method: 'exact' });
    expect(mannWhitney([1, 2], [3, 4, 5], { alternative: 'less' }).pValue).toBe(0.1);
    expect(mannWhitney([1, 2], [3, 4, 5], { alternative: 'greater' }).pValue).toBe(1);
  });

  it('mirrors when samples are swapped', () => {
    fc.assert(
      fc.property(values, values, fc.constantFrom('exact', 'asymptotic'), (one, other, method) => {
        const [a, b] = [
          mannWhitney(one, other, { method, alternative: 'less' }),
          mannWhitney(other, one, { method, alternative: 'greater' }),
        ];
        expect(a.pValue).toBeCloseTo(b.pValue, 12);
        expect(a.statistic + b.statistic).toBe(one.length * other.length);
      }),
      { numRuns: 50 },
    );
  });

  it('is exact by itself up to 50 values', () => {
    const from = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
    expect(mannWhitney(from(25), from(25)).method).toBe('exact');
    expect(mannWhitney(from(26), from(25)).method).toBe('asymptotic');
  });

  it('says nothing of samples that are all the same', () => {
    expect(mannWhitney([1, 1], [1, 1, 1], { method: 'asymptotic' }).pValue).toBe(1);
    expect(mannWhitney([1, 1], [1, 1, 1], { method: 'exact' }).pValue).toBe(1);
  });

  it('refuses what has no ranks, and exact p-values that take too long', () => {
    expect(() => mannWhitney([], [1])).toThrow('the first sample is empty: give at least one value');
    expect(() => mannWhitney([1], [2, Number.NaN])).toThrow('value 2 of the second sample is NaN');
    const many = Array.from({ length: 600 }, (_, at) => at);
    expect(() => mannWhitney(many, many, { method: 'exact' })).toThrow('1200 values are too many');
    // Few additions, but ways that a double could not count; and few values, but many additions.
    expect(() => mannWhitney([1], Array(1000).fill(1), { method: 'exact' })).toThrow('1001 values');
    const half = many.slice(0, 500);
    expect(() => mannWhitney(half, half, { method: 'exact' })).toThrow('1000 values');
    expect(mannWhitney([1], Array(999).fill(1), { method: 'exact' }).pValue).toBe(1);
  });
});
