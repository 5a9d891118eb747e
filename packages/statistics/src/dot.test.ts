import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dot } from './dot.ts';

test('is the sum of the products, of any length', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 }))),
      (pairs) => {
        const [one, other] = [0, 1].map((side) =>
          Float64Array.from(pairs, (pair) => pair[side as 0 | 1]),
        ) as [Float64Array, Float64Array];
        expect(dot(one, other)).toBe(pairs.reduce((sum, [a, b]) => sum + a * b, 0));
      },
    ),
  );
});
