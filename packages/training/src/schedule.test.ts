import { expect, it } from 'vitest';
import { oneCycle } from './schedule.ts';

it('rises in a line to the peak, then falls along half a cosine to nearly nothing', () => {
  const rates = Array.from({ length: 100 }, (_, step) => oneCycle(step, 100, 0.1, 0.2));
  expect(rates[0]).toBeCloseTo(0.005, 12);
  expect(rates[19]).toBeCloseTo(0.1, 12);
  expect(Math.max(...rates)).toBeCloseTo(0.1, 12);
  expect(rates[60]).toBeCloseTo(0.05, 12);
  expect(rates[99]).toBeLessThan(0.0001);
  for (let step = 21; step < 100; step += 1) expect(rates[step]).toBeLessThan(rates[step - 1] as number);
});

it('has a rate above 0 even for a single step', () => {
  expect(oneCycle(0, 1, 0.1, 0)).toBeGreaterThan(0);
});
