import { describe, expect, it } from 'vitest';
import { wilcoxon } from './wilcoxon.ts';

// The heights of maize plants of Darwin, as SciPy's documentation shows them.
const differences = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75];

describe('wilcoxon', () => {
  it('is what SciPy documents: two-sided 0.041259765625, greater half of it', () => {
    expect(wilcoxon(differences)).toEqual({ statistic: 96, pValue: 0.041259765625, method: 'exact' });
    expect(wilcoxon(differences, { alternative: 'greater' }).pValue).toBe(0.0206298828125);
  });

  it('mirrors when pairs are swapped, and leaves out pairs without a difference', () => {
    for (const method of ['exact', 'asymptotic'] as const) {
      const swapped = wilcoxon([...differences.map((value) => -value), 0], { alternative: 'less', method });
      expect(swapped.pValue).toBe(wilcoxon(differences, { alternative: 'greater', method }).pValue);
      expect(swapped.statistic).toBe(24);
    }
  });

  it('moves the statistic towards its mean where continuity is asked for', () => {
    const plain = wilcoxon(differences, { method: 'asymptotic' }).pValue;
    expect(plain).toBeCloseTo(0.0409, 4);
    expect(wilcoxon(differences, { method: 'asymptotic', continuity: true }).pValue).toBeGreaterThan(plain);
  });

  it('takes from the variance what ties take', () => {
    // SciPy 1.17: wilcoxon([1, 1, -2, 3, 3, -1, 4], method='asymptotic')
    const { pValue } = wilcoxon([1, 1, -2, 3, 3, -1, 4], { method: 'asymptotic' });
    expect(pValue).toBeCloseTo(0.17241510261138115, 14);
  });

  it('is exact by itself up to 50 pairs that differ', () => {
    const many = Array.from({ length: 51 }, (_, at) => at);
    expect(wilcoxon(many).method).toBe('exact');
    expect(wilcoxon([...many, 51]).method).toBe('asymptotic');
  });

  it('says nothing where no pair differs', () => {
    expect(wilcoxon([0, 0])).toEqual({ statistic: 0, pValue: 1, method: 'exact' });
    expect(wilcoxon([0, 0], { method: 'asymptotic' }).pValue).toBe(1);
    expect(() => wilcoxon([1, Number.NaN])).toThrow('value 2 of the differences is NaN');
    expect(() =>
      wilcoxon(
        Array.from({ length: 1001 }, (_, at) => at + 1),
        { method: 'exact' },
      ),
    ).toThrow('1001 values');
  });
});
