import fc from 'fast-check';
import { expect, it } from 'vitest';
import { leastOfRange } from './least-of-range.ts';

it('finds the first of the least values in any range', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 20 }), (values) => {
      const least = leastOfRange(Float64Array.from(values));
      for (let first = 0; first < values.length; first++)
        for (let last = first; last < values.length; last++) {
          const range = values.slice(first, last + 1);
          expect(least(first, last)).toBe(first + range.indexOf(Math.min(...range)));
        }
    }),
  );
});
