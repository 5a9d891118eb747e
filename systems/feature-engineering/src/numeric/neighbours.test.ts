import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWithin, expandedDistances, neighbourDistances, towardsZero } from './neighbours.ts';
import { PlaneTree } from './plane-tree.ts';

const plain = fc.double({ min: -9, max: 9, noNaN: true });
/** Numbers of which many are equal, too. */
const numbers = (minLength: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.oneof(plain, fc.integer({ min: -2, max: 2 })), { minLength, maxLength: 60 })
    .map((values) => Float64Array.from(values));

const kth = (distances: number[], k: number): number => distances.toSorted((a, b) => a - b)[k - 1] as number;

describe('neighbours', () => {
  it('of numbers are as far as when all are compared', () => {
    fc.assert(
      fc.property(numbers(4), fc.integer({ min: 1, max: 3 }), (values, k) => {
        const all = Array.from(values, (own, at) =>
          kth(
            [...values].flatMap((other, place) => (place === at ? [] : [Math.abs(other - own)])),
            k,
          ),
        );
        expect([...neighbourDistances(values, k)]).toEqual(all);
        expandedDistances(values, k).forEach((distance, at) =>
          expect(distance).toBeCloseTo(all[at] as number, 6),
        );
      }),
    );
  });

  it('have no sign where they are none', () => {
    expect([...neighbourDistances(Float64Array.of(0, -0, 0, 0), 1)]).toEqual([0, 0, 0, 0]);
  });

  it('of points are as far as when all are compared', () => {
    fc.assert(
      fc.property(numbers(5), numbers(5), fc.integer({ min: 1, max: 4 }), (one, other, k) => {
        const count = Math.min(one.length, other.length);
        const [x, y] = [one.subarray(0, count), other.subarray(0, count)];
        const all = Array.from(x, (_, at) =>
          kth(
            Array.from(x, (__, place) =>
              Math.max(
                Math.abs((x[place] as number) - (x[at] as number)),
                Math.abs((y[place] as number) - (y[at] as number)),
              ),
            ).filter((___, place) => place !== at),
            k,
          ),
        );
        expect([...new PlaneTree(x, y).distances(k)]).toEqual(all);
      }),
    );
  });

  it('within a radius are counted as when all are compared', () => {
    fc.assert(
      fc.property(numbers(2), (values) => {
        // At a distance that occurs, and next to it.
        const exact = neighbourDistances(values, 1);
        for (const radius of [exact, exact.map(towardsZero)])
          expect([...countWithin(values, radius)]).toEqual(
            Array.from(
              values,
              (own, at) => values.filter((one) => Math.abs(one - own) <= (radius[at] as number)).length,
            ),
          );
      }),
    );
  });

  it('the next number towards zero', () => {
    expect([0, 1, 4, 5e-324].map(towardsZero)).toEqual([
      0,
      1 - Number.EPSILON / 2,
      4 - 2 * Number.EPSILON,
      0,
    ]);
  });
});
