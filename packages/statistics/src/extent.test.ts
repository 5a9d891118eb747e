import { expect, test } from 'vitest';
import { extent, extentOfBoth } from './extent.ts';

const { NaN: missing } = Number;

test('is from the least to the greatest number', () => {
  expect(extent(Float64Array.of(3, missing, -2, 5))).toEqual({ min: -2, max: 5 });
  expect(extent(Float64Array.of(missing))).toEqual({ min: missing, max: missing });
});

test('of two parts is that of all, also where one holds nothing', () => {
  const nothing = { min: missing, max: missing };
  expect(extentOfBoth({ min: 1, max: 4 }, { min: -1, max: 2 })).toEqual({ min: -1, max: 4 });
  expect(extentOfBoth(nothing, { min: 1, max: 2 })).toEqual({ min: 1, max: 2 });
});
