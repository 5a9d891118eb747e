import { newcombeInterval } from '@modelfolio/statistics/newcombe-interval';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceNames, disparityInterval, disparityIntervals } from './disparity-intervals.ts';
import { fairnessMetrics } from './fairness-metrics.ts';

it('is Newcombe’s of two groups, whichever has the higher rate', () => {
  // Newcombe 1998, table II, method 10, example (a): 56 of 70 against 48 of 80.
  const groups = [
    { tp: 48, fn: 32, fp: 3, tn: 7 },
    { tp: 56, fn: 14, fp: 1, tn: 1 },
  ];
  const found = disparityInterval(groups, ['truePositiveRate']);
  expect(found).toMatchObject({ n: 150, comparisons: 1 });
  expect([found?.lower.toFixed(4), found?.upper.toFixed(4)]).toEqual(['0.0524', '0.3339']);
  expect(disparityInterval(groups.toReversed(), ['truePositiveRate'])).toEqual(found);
});

it('does not go below no difference', () => {
  const same = { tp: 5, fn: 5, fp: 5, tn: 5 };
  const found = disparityInterval([same, same], ['accuracy']);
  const { upper } = newcombeInterval({ successes: 10, trials: 20 }, { successes: 10, trials: 20 });
  expect(found).toEqual({ lower: 0, upper, n: 40, comparisons: 1 });
});

it('is wider the more pairs it holds for, and counts the rows that enter', () => {
  const groups = [
    { tp: 30, fp: 10, tn: 50, fn: 10 },
    { tp: 20, fp: 5, tn: 70, fn: 5 },
    { tp: 10, fp: 2, tn: 8, fn: 10 },
    { tp: 0, fp: 2, tn: 8, fn: 0 },
  ];
  const [a, b] = groups;
  const two = disparityIntervals([a, b].filter((group) => group !== undefined));
  const all = disparityIntervals(groups);
  // The group without positives does not enter.
  expect(all.equalOpportunityDifference).toMatchObject({ n: 85, comparisons: 3 });
  expect(all.equalizedOddsDifference).toMatchObject({ n: 240, comparisons: 3 + 6 });
  expect(all.demographicParityDifference).toMatchObject({ n: 240, comparisons: 6 });
  expect(two.equalizedOddsDifference?.comparisons).toBe(2);
  const level = 1 - 0.05 / 3;
  // The farthest two: 20 of 25 against 10 of 20.
  const ends = newcombeInterval({ successes: 20, trials: 25 }, { successes: 10, trials: 20 }, level);
  expect(all.equalOpportunityDifference?.upper).toBe(ends.upper);
});

it('is none where fewer than two groups have the rate', () => {
  const without = { tp: 0, fp: 2, tn: 8, fn: 0 };
  const found = disparityIntervals([without, { tp: 3, fp: 1, tn: 4, fn: 2 }]);
  expect(found.equalOpportunityDifference).toBeNull();
  expect(found.equalizedOddsDifference).toBeNull();
  expect(found.demographicParityDifference).not.toBeNull();
});

it('holds the largest difference of any groups', () => {
  const count = fc.nat(40);
  const confusion = fc.record({ tp: count, fp: count, tn: count, fn: count });
  fc.assert(
    fc.property(fc.array(confusion, { minLength: 2, maxLength: 6 }), (groups) => {
      const names = groups.map((_, at) => String(at));
      const metrics = fairnessMetrics(groups, names, 'between_groups');
      const intervals = disparityIntervals(groups);
      for (const name of differenceNames) {
        const [value, interval] = [metrics[name].value, intervals[name]];
        expect(interval === null, name).toBe(value === null);
        if (value === null || interval === null) continue;
        expect(interval.lower).toBeLessThanOrEqual(value + 1e-12);
        expect(interval.upper).toBeGreaterThanOrEqual(value - 1e-12);
        expect(interval.upper).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
  );
});
