import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankSimilarity, structuralSimilarity } from './map-similarity.ts';

const shape = { height: 8, width: 9 };
const map = fc
  .array(fc.float({ noNaN: true, min: -8, max: 8 }), { minLength: 72, maxLength: 72 })
  .map((values) => Float32Array.from(values));

test('a map is like itself, and its negative is the opposite', () => {
  fc.assert(
    fc.property(map, (values) => {
      fc.pre(new Set(values.filter((value) => value !== 0)).size > 1);
      expect(rankSimilarity(values, values)).toBeCloseTo(1, 12);
      expect(structuralSimilarity(values, values, shape)).toBeCloseTo(1, 12);
      expect(
        rankSimilarity(
          values,
          values.map((value) => -value),
        ),
      ).toBeCloseTo(-1, 12);
    }),
  );
});

test('both are symmetric and blind to the size of a map', () => {
  fc.assert(
    fc.property(map, map, (one, other) => {
      const double = one.map((value) => 2 * value);
      expect(rankSimilarity(one, other)).toBeCloseTo(rankSimilarity(other, double), 12);
      expect(structuralSimilarity(one, other, shape)).toBeCloseTo(
        structuralSimilarity(other, double, shape),
        12,
      );
    }),
  );
});

test('places that are zero in both maps do not count', () => {
  const one = Float32Array.of(1, 2, 3, 4);
  const other = Float32Array.of(2, 1, 4, 3);
  const wide = (values: Float32Array) => Float32Array.of(0, 0, 0, ...values, 0, 0, 0, 0);
  expect(rankSimilarity(wide(one), wide(other))).toBe(rankSimilarity(one, other));
  expect(rankSimilarity(one, other)).toBeCloseTo(0.6, 12);
});

test('a map that says the same everywhere is like no other', () => {
  expect(rankSimilarity(Float32Array.of(1, 1, 1), Float32Array.of(1, 2, 3))).toBe(0);
  expect(rankSimilarity(new Float32Array(3), new Float32Array(3))).toBe(0);
});
