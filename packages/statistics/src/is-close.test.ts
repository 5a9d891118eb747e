import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isClose, isWithin } from './is-close.ts';

test('nearness is what numpy.isclose says', () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(0, 1, 1.001, 0.999, Infinity, -Infinity, Number.NaN));
  const small = fc.double({ min: 0, max: 0.01, noNaN: true });
  fc.assert(
    fc.property(number, number, small, small, (before, after, absolute, relative) => {
      // numpy's definition, written out: https://numpy.org/doc/stable/reference/generated/numpy.isclose.html
      const finite = Number.isFinite(before) && Number.isFinite(after);
      const numpy =
        (Number.isNaN(before) && Number.isNaN(after)) ||
        (finite ? Math.abs(after - before) <= absolute + relative * Math.abs(before) : before === after);
      expect(isClose(before, after, { absolute, relative })).toBe(numpy);
    }),
  );
});

test('within a share: of numbers beyond 1, else the share itself', () => {
  expect([isWithin(1000, 1001, 1e-3), isWithin(1000, 1001.1, 1e-3)]).toEqual([true, false]);
  expect([isWithin(0, 0.0009, 1e-3), isWithin(0.5, 0.5011, 1e-3)]).toEqual([true, false]);
  expect([isWithin(-1000, -1001, 1e-3), isWithin(-1000, 1000, 1e-3)]).toEqual([true, false]);
});

test('what is not finite is near nothing else', () => {
  const odd = [Infinity, -Infinity, Number.NaN, 1];
  for (const one of odd) for (const other of odd) expect(isWithin(one, other, 1)).toBe(Object.is(one, other));
});
