import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchLeft, searchRight } from './search.ts';

test('places in sorted values are those of a plain count', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: 5 })),
      fc.integer({ min: -6, max: 6 }),
      (given, value) => {
        const sorted = Float64Array.from(given).sort();
        expect(searchLeft(sorted, value)).toBe(given.filter((one) => one < value).length);
        expect(searchRight(sorted, value)).toBe(given.filter((one) => one <= value).length);
      },
    ),
  );
});
