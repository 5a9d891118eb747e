import { expect, it } from 'vitest';
import { logGammaOnePlus } from './log-gamma-one-plus.ts';

// mpmath 1.4, loggamma(1 + a) in 30 digits.
it.each([
  [1e-12, -5.772156649007103e-13],
  [0.25, -0.09827183642181316],
  [0.5, -0.12078223763524522],
  [0.75, -0.08440112102048555],
  [0.999, -0.00042246180069215413],
])('log Γ(1 + %d) has all its digits', (a, expected) => {
  expect(Math.abs(logGammaOnePlus(a) / expected - 1)).toBeLessThan(1e-15);
});

it('is 0 at 0 and 1', () => {
  expect(logGammaOnePlus(0)).toBeCloseTo(0, 300);
  expect(logGammaOnePlus(1)).toBeCloseTo(0, 300);
});
