import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { gaussLegendre } from './gauss-legendre.ts';

test('the rules of one, two and three points are those of the tables', () => {
  expect(Array.from(gaussLegendre(1).points)).toEqual([0.5]);
  expect(gaussLegendre(2).points[0]).toBeCloseTo((1 - 1 / Math.sqrt(3)) / 2, 15);
  const { points, weights } = gaussLegendre(3);
  expect(points[2]).toBeCloseTo((1 + Math.sqrt(0.6)) / 2, 15);
  expect(Array.from(weights, (weight) => weight * 18)).toEqual(
    [5, 8, 5].map((one) => expect.closeTo(one, 12)),
  );
});

test('n points integrate every polynomial of degree 2n − 1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const { points, weights } = gaussLegendre(n);
      const degree = Math.floor(share * (2 * n - 1));
      const integral = points.reduce((sum, x, at) => sum + (weights[at] as number) * x ** degree, 0);
      expect(integral).toBeCloseTo(1 / (degree + 1), 12);
      expect(Array.from(points)).toEqual(Array.from(points).toSorted((a, b) => a - b));
    }),
  );
});
