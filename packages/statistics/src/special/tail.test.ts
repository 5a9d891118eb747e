import { expect, it } from 'vitest';
import { logOfRest, logProbabilityOf, mirrored, probabilityOf } from './tail.ts';

it.each([
  // log(1 − e^log), of which the first term of the series is left on either side.
  [-50, -Math.exp(-50)],
  [-800, 0],
  [-1e-20, Math.log(1e-20)],
  [-Math.LN2, -Math.LN2],
  [-Infinity, 0],
  [0, -Infinity],
])('what a probability of logarithm %d leaves has the logarithm %d', (log, expected) => {
  const found = logOfRest(log);
  expect(found === expected || Math.abs(found / expected - 1) < 1e-15).toBe(true);
});

it('both sides come from one', () => {
  const tail = { side: 'upper', log: -40 } as const;
  expect(probabilityOf(tail, 'upper')).toBe(Math.exp(-40));
  expect(probabilityOf(tail, 'lower')).toBe(1);
  expect(logProbabilityOf(tail, 'upper')).toBe(-40);
  expect(logProbabilityOf(tail, 'lower')).toBeCloseTo(-Math.exp(-40), 30);
  expect(mirrored(tail)).toEqual({ side: 'lower', log: -40 });
  expect(mirrored(mirrored(tail))).toEqual(tail);
});
