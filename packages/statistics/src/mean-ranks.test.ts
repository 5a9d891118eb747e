import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanRanks } from './mean-ranks.ts';

test('equal values share their mean rank', () => {
  expect([...meanRanks(Float32Array.of(3, 1, 3, 2))]).toEqual([3.5, 1, 3.5, 2]);
});

test('what is no number has no rank, and takes none', () => {
  expect([...meanRanks([5, Number.NaN, 4])]).toEqual([2, Number.NaN, 1]);
});

test('a rank is the number of smaller values and half of the equal ones', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 })), (values) => {
      const plain = values.map(
        (value) =>
          values.filter((other) => other < value).length +
          (values.filter((other) => other === value).length + 1) / 2,
      );
      expect([...meanRanks(values)]).toEqual(plain);
    }),
  );
});
