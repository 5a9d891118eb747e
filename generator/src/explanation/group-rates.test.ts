import { expect, it } from 'vitest';
import { countedGroup, metricsOfGroups } from './group-rates.ts';

const bootstrap = { replicates: 400, seed: 7, level: 0.95 };
const groups = [
  { name: 'a', confusion: { tp: 30, fp: 10, tn: 50, fn: 10 } },
  { name: 'b', confusion: { tp: 20, fp: 5, tn: 70, fn: 5 } },
  { name: 'c', confusion: { tp: 0, fp: 2, tn: 8, fn: 0 } },
];

it('gives a rate its rows and an interval that holds it, and none where there is no row', () => {
  const { n, small, rates } = countedGroup('c', { tp: 0, fp: 2, tn: 8, fn: 0 });
  expect([n, small]).toEqual([10, true]);
  expect(rates.truePositiveRate).toEqual({ value: null, n: 0, interval: null });
  expect(rates.falsePositiveRate).toMatchObject({ value: 0.2, n: 10 });
  // scipy.stats.binomtest(2, 10).proportion_ci(method='wilson')
  expect(rates.falsePositiveRate.interval?.lower).toBeCloseTo(0.056682151454375, 12);
  expect(rates.falsePositiveRate.interval?.upper).toBeCloseTo(0.509837528463358, 12);
  // No width of zero where all are right.
  const perfect = countedGroup('p', { tp: 4, fp: 0, tn: 0, fn: 0 }).rates.accuracy;
  expect(perfect.interval?.lower).toBeLessThan(0.6);
});

it('names the groups that a difference leaves out', () => {
  const metrics = metricsOfGroups(groups, bootstrap);
  expect(metrics.equalOpportunityDifference).toMatchObject({ undefinedFor: ['c'] });
  expect(metrics.equalOpportunityDifference.value).toBeCloseTo(0.8 - 0.75, 12);
  expect(metrics.demographicParityDifference.value).toBeCloseTo(0.4 - 0.2, 12);
  expect(metrics.accuracyDifference.value).toBeCloseTo(0.9 - 0.8, 12);
  // Only rows of the groups that have the rate enter, and only those that it is a share of.
  expect(metrics.equalOpportunityDifference).toMatchObject({ n: 40 + 25, comparisons: 1 });
  expect(metrics.accuracyDifference).toMatchObject({ n: 210, comparisons: 3, undefinedFor: [] });
  expect(metrics.equalOpportunityDifference.interval?.method).toBe('newcombe');
  expect(metrics.demographicParityRatio).toMatchObject({ n: 210, comparisons: null });
  const { interval } = metrics.accuracyDifference;
  expect(Number(interval?.lower)).toBeLessThan(0.1);
  expect(Number(interval?.upper)).toBeGreaterThan(0.1);
});

it('has no number for one group alone', () => {
  const { accuracyDifference } = metricsOfGroups(groups.slice(0, 1), bootstrap);
  expect(accuracyDifference).toEqual({
    value: null,
    interval: null,
    n: 0,
    comparisons: 0,
    undefinedFor: [],
  });
});
