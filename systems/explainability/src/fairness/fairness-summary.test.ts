import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRows, golden, near, rowsOf } from '../../test/golden/fairness/fairness-cases.ts';
import { fairnessSummary } from './fairness-summary.ts';
import { prepareGroups } from './group-counts.ts';
import { thresholdSweep } from './threshold-sweep.ts';

const few = { bootstrap: { replicates: 20 } };

describe('fairnessSummary', () => {
  it.each(golden.cases)('is data that survives JSON: $name', (one) => {
    const summary = fairnessSummary('group', rowsOf(one), one.thresholds, few);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summary.groups.map(({ name }) => name)).toEqual(one.groupNames);
    expect(summary.overall.n).toBe(one.scores.length);
    const { equalOpportunityDifference } = summary.metrics.between_groups;
    const expected = one.expected.metrics.between_groups['equalOpportunityDifference'];
    expect(equalOpportunityDifference.value).toEqual(near(expected));
  });

  it('survives rows of any kind', () => {
    fc.assert(
      fc.property(arbitraryRows(20, 4), (rows) => {
        const summary = fairnessSummary('group', rows, 0.5, few);
        expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
      }),
    );
  });

  it('says what it was told, and which groups are small', () => {
    const [one] = golden.cases;
    const rows = rowsOf(one as NonNullable<typeof one>);
    const summary = fairnessSummary('sex', rows, [0.5, Infinity], { ...few, smallBelow: 60, tolerance: 0.1 });
    expect(summary.column).toBe('sex');
    expect(summary.groups.map(({ threshold }) => threshold)).toEqual([0.5, null]);
    expect(summary.groups.map(({ n, small }) => small === n < 60)).toEqual([true, true]);
    expect(new Set(summary.groups.map(({ small }) => small)).size).toBe(2);
    expect(summary.bootstrap).toEqual({ replicates: 20, seed: 42, level: 0.95, resampling: 'rows' });
    const costs = { falsePositive: 1, falseNegative: 1 };
    expect(summary.thresholds).toMatchObject({ tolerance: 0.1, costs });
    const choice = thresholdSweep(prepareGroups(rows), 'equalizedOdds').cheapest(costs, 0.1);
    const { cost, violation } = summary.thresholds.constraints.equalizedOdds.choice ?? {};
    expect({ cost, violation }).toEqual({ cost: choice?.cost, violation: choice?.violation });
    expect(violation).toBeGreaterThan(0);
  });

  it('refuses a score that is no number', () => {
    const rows = rowsOf({ scores: [0.5, Number.NaN], actual: [1, 0], groups: [0, 0], groupNames: ['a'] });
    expect(() => fairnessSummary('sex', rows, 0.5)).toThrow(expect.objectContaining({ code: 'not-finite' }));
  });
});
