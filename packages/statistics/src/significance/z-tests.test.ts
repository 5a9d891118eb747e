import { describe, expect, it } from 'vitest';
import { moments } from '../moments.ts';
import { meansZTest, proportionsTest } from './z-tests.ts';

describe('proportionsTest', () => {
  it('has the pooled variance', () => {
    // (0.13 − 71/410) / √(123/810 · 687/810 · (1/400 + 1/410))
    const { statistic, pValue } = proportionsTest(
      { successes: 52, trials: 400 },
      { successes: 71, trials: 410 },
    );
    expect(statistic).toBeCloseTo(-1.7116813504470856, 13);
    expect(pValue).toBeCloseTo(0.08695540730922659, 13);
  });

  it('finds no sign of a difference where nothing varies', () => {
    expect(proportionsTest({ successes: 0, trials: 4 }, { successes: 0, trials: 9 })).toEqual({
      statistic: 0,
      pValue: 1,
    });
  });

  it('refuses successes that are no part of the trials', () => {
    const one = { successes: 1, trials: 2 };
    expect(() => proportionsTest(one, { successes: 3, trials: 2 })).toThrow(
      '3 successes of 2 trials are no share: give from 0 to 2',
    );
    expect(() => proportionsTest({ successes: 0, trials: 0 }, one)).toThrow('give at least one trial');
  });
});

describe('meansZTest', () => {
  it('measures the difference by its standard error', () => {
    const [a, b] = [moments(Float64Array.of(1, 2, 3)), moments(Float64Array.of(2, 4, 6))];
    const { statistic, pValue } = meansZTest(a, b, 'less');
    expect(statistic).toBeCloseTo(-2 / Math.sqrt(1 / 3 + 4 / 3), 14);
    expect(pValue).toBeCloseTo(0.060667625179241055, 14);
  });

  it('refuses samples without a standard error', () => {
    const [one, same] = [moments(Float64Array.of(1)), moments(Float64Array.of(1, 1))];
    expect(() => meansZTest(one, same)).toThrow('a mean of 1 values');
    expect(() => meansZTest(same, same)).toThrow('neither sample varies');
  });
});
