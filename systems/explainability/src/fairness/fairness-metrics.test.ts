import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRows, golden, near, rowsOf } from '../../test/golden/fairness/fairness-cases.ts';
import { fairnessMetricNames, fairnessMetrics, metricValues } from './fairness-metrics.ts';
import { confusionAt, prepareGroups } from './group-counts.ts';

describe.each(golden.cases)('$name', (one) => {
  const confusions = confusionAt(prepareGroups(rowsOf(one)), one.thresholds);

  it.each(['between_groups', 'to_overall'] as const)('has the metrics of fairlearn: %s', (method) => {
    const metrics = fairnessMetrics(confusions, one.groupNames, method);
    for (const name of fairnessMetricNames)
      expect(metrics[name].value, name).toEqual(near(one.expected.metrics[method][name]));
  });
});

describe('fairnessMetrics', () => {
  it('names the groups that it leaves out', () => {
    const confusions = [
      { tp: 4, fp: 1, tn: 4, fn: 1 },
      { tp: 0, fp: 1, tn: 4, fn: 0 },
      { tp: 2, fp: 1, tn: 4, fn: 3 },
    ];
    const metrics = fairnessMetrics(confusions, ['a', 'b', 'c'], 'between_groups');
    expect(metrics.equalOpportunityDifference.value).toBeCloseTo(0.4, 14);
    expect(metrics.equalOpportunityDifference.undefinedFor).toEqual(['b']);
    expect(metrics.equalizedOddsDifference.undefinedFor).toEqual(['b']);
    expect(metrics.demographicParityDifference.undefinedFor).toEqual([]);
  });

  it('has nothing to compare with one group', () => {
    const metrics = fairnessMetrics([{ tp: 4, fp: 1, tn: 4, fn: 1 }], ['all'], 'between_groups');
    for (const name of fairnessMetricNames) expect(metrics[name].value, name).toBeNull();
  });

  it('does not depend on the order of groups, and stays within its range', () => {
    fc.assert(
      fc.property(arbitraryRows(40, 4), fc.double({ min: 0, max: 1, noNaN: true }), (rows, threshold) => {
        const confusions = confusionAt(prepareGroups(rows), threshold);
        for (const method of ['between_groups', 'to_overall'] as const) {
          const values = metricValues(confusions, method);
          expect(metricValues(confusions.toReversed(), method)).toEqual(values);
          for (const value of values) expect(Number.isNaN(value) || (value >= 0 && value <= 1)).toBe(true);
        }
      }),
    );
  });
});
