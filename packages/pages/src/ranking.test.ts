import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { argmaxRow } from '@modelfolio/statistics/argmax-row';
import { agreement, ranking } from './ranking.ts';

test('ranks by falling probability and keeps the order of equal ones', () => {
  const names = ranking([0.1, 0.4, 0.1, 0.4], ['a', 'b', 'c', 'd']).map(({ name }) => name);
  expect(names).toEqual(['b', 'd', 'a', 'c']);
});

test('first of the ranking is the argmax, ties included', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 }), (values) => {
      const classes = values.map(String);
      expect(ranking(values, classes)[0]?.index).toBe(argmaxRow(values, 0, values.length));
    }),
  );
});

test('agreement is the largest difference and whether the answer is the same', () => {
  const near = agreement([0.2, 0.8], [0.25, 0.75]);
  expect(near.maxDifference).toBeCloseTo(0.05);
  expect(near.sameAnswer).toBe(true);
  expect(agreement([0.4, 0.6], [0.6, 0.4]).sameAnswer).toBe(false);
});
