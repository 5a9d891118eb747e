import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isConstant, moments, RunningMoments } from './moments.ts';

/** Mean and variance in whole numbers of 2^-scale, which lose nothing. */
function exactMoments(values: Float64Array, scale: number): { mean: number; variance: number } {
  const whole = Array.from(values, (value) => BigInt(value * 2 ** scale));
  const count = BigInt(whole.length);
  const sum = whole.reduce((total, one) => total + one, 0n);
  // n times the sum of squares less the square of the sum, over n²; 2^60 more for the digits of the quotient.
  const squares = whole.reduce((total, one) => total + one * one, 0n);
  const quotient = ((count * squares - sum * sum) << 60n) / (count * count);
  return {
    mean: Number((sum << 60n) / count) / 2 ** (60 + scale),
    variance: Number(quotient) / 2 ** (60 + 2 * scale),
  };
}

describe('moments of a column', () => {
  it.each([
    ['near zero', (at: number) => Math.round(Math.sin(at) * 2 ** 20) / 2 ** 20],
    ['far from zero', (at: number) => 1e12 + Math.round(Math.sin(at) * 2 ** 10) / 2 ** 10],
    [
      'of two heaps',
      (at: number) => (at < 5000 ? 0 : 2 ** 30) + Math.round(Math.cos(at) * 2 ** 15) / 2 ** 15,
    ],
    [
      'with one far out in front',
      (at: number) => (at === 0 ? 2 ** 40 : Math.round(Math.sin(at) * 2 ** 10) / 2 ** 10),
    ],
    ['that rises', (at: number) => at],
  ])('%s are exact to rounding', (_, of) => {
    const values = Float64Array.from({ length: 10_001 }, (__, at) => of(at));
    const { mean, variance } = exactMoments(values, 22);
    const found = moments(values);
    expect(Math.abs(found.mean - mean)).toBeLessThanOrEqual(Math.abs(mean) * 2 ** -52);
    expect(Math.abs(found.variance - variance)).toBeLessThanOrEqual(variance * 1e-14);
  });

  it('are the same to the last bit however it is cut', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 6000 }), { maxLength: 8 });
    const size = fc.constantFrom(0, 1, 2047, 2048, 2049, 4096, 6000);
    fc.assert(
      fc.property(cuts, size, fc.double(), (at, length, odd) => {
        const values = Float64Array.from({ length }, (_, row) =>
          row % 7 === 3 ? Number.NaN : row % 1000 === 5 ? odd : Math.tan(row),
        );
        const running = new RunningMoments();
        const ends = [...at.filter((end) => end < length), length].toSorted((a, b) => a - b);
        let from = 0;
        for (const to of ends) {
          running.add(values.subarray(from, to));
          from = to;
        }
        expect(running.moments()).toEqual(moments(values));
      }),
    );
  });

  it('of equal values are constant, of many too, and of none nothing', () => {
    for (const value of [0, 0.1, -1e300, 1e-300, 1 / 3])
      for (const length of [1, 100, 10_000])
        expect(isConstant(moments(new Float64Array(length).fill(value)))).toBe(true);
    expect(isConstant(moments(Float64Array.of(1, 1 + 1e-9)))).toBe(false);
    expect(moments(Float64Array.of(Number.NaN))).toEqual({
      count: 0,
      mean: Number.NaN,
      variance: Number.NaN,
    });
  });
});
