import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { describe, expect, it } from 'vitest';
import { countRows, golden, near, rowsOf } from '../../test/golden/fairness/fairness-cases.ts';
import { bootstrapIntervals, type Interval } from './bootstrap-intervals.ts';
import { confusionAt, prepareGroups } from './group-counts.ts';
import { quantile } from '@modelfolio/statistics/quantiles';
import { rateValue } from './rates.ts';

/** An interval that is numpy's. */
const nearInterval = (interval: Interval | null): unknown =>
  interval && { ...interval, lower: near(interval.lower), upper: near(interval.upper) };

describe.each(golden.cases)('$name', (one) => {
  const confusions = confusionAt(prepareGroups(rowsOf(one)), one.thresholds);

  it.each(['rows', 'within_groups'] as const)('has the intervals of numpy’s draws: %s', (resampling) => {
    const expected = one.expected[resampling];
    const found = bootstrapIntervals(confusions, { ...golden.bootstrap, resampling });
    for (const rate of ['selectionRate', 'truePositiveRate', 'positivePredictiveValue'] as const)
      expect(found.groups.map((group) => group[rate])).toEqual(expected[rate].map(nearInterval));
    expect(found.overall.truePositiveRate).toEqual(nearInterval(expected.overallTruePositiveRate));
    expect(found.metrics.between_groups).toMatchObject({
      equalOpportunityDifference: nearInterval(expected.equalOpportunityDifference),
      demographicParityRatio: nearInterval(expected.demographicParityRatio),
    });
  });
});

describe('bootstrapIntervals', () => {
  const [one] = golden.cases;
  const rows = rowsOf(one as NonNullable<typeof one>);
  const confusions = confusionAt(prepareGroups(rows), 0.5);

  it('is what drawing row after row gives', () => {
    const replicates = 4000;
    const random = new NumpyRandom(11);
    const n = rows.scores.length;
    const drawn = Float64Array.from({ length: replicates }, () => {
      const picked = Array.from({ length: n }, () => Math.floor(random.share() * n));
      const sample = {
        ...rows,
        scores: Float64Array.from(picked, (row) => rows.scores[row] as number),
        actual: Uint8Array.from(picked, (row) => rows.actual[row] as number),
        groups: Uint16Array.from(picked, (row) => rows.groups[row] as number),
      };
      return rateValue(countRows(sample, 0, 0.5), 'truePositiveRate');
    }).sort();
    const found = bootstrapIntervals(confusions, { replicates }).groups[0]?.truePositiveRate as Interval;
    const half = (quantile(drawn, 0.975) - quantile(drawn, 0.025)) / 2;
    // An end of 4000 replicates has a standard error of 2.67/√4000 standard deviations, which is 2 % of half the interval.
    expect(Math.abs(found.lower - quantile(drawn, 0.025))).toBeLessThan(0.15 * half);
    expect(Math.abs(found.upper - quantile(drawn, 0.975))).toBeLessThan(0.15 * half);
  });

  it('keeps the sizes of groups when it draws within them', () => {
    const sizes = [
      { tp: 3, fp: 0, tn: 0, fn: 0 },
      { tp: 0, fp: 0, tn: 3, fn: 0 },
    ];
    const within = bootstrapIntervals(sizes, { resampling: 'within_groups' });
    expect(within.overall.selectionRate).toEqual({ lower: 0.5, upper: 0.5, undefined: 0 });
    const plain = bootstrapIntervals(sizes).overall.selectionRate;
    // Of six draws with probability ½, one or five are the ends of the middle 95 %.
    expect(plain).toEqual({ lower: near(1 / 6), upper: near(5 / 6), undefined: 0 });
  });

  it('counts the replicates in which a rate is undefined', () => {
    const single = [
      { tp: 1, fp: 0, tn: 0, fn: 0 },
      { tp: 1, fp: 1, tn: 1, fn: 0 },
    ];
    const { groups } = bootstrapIntervals(single, { replicates: 2000 });
    // Four draws miss the only row of a group with probability (3/4)⁴ = 0.316.
    expect(groups[0]?.truePositiveRate?.undefined).toBeGreaterThan(550);
    expect(groups[0]?.truePositiveRate?.undefined).toBeLessThan(720);
    expect(groups[0]?.falsePositiveRate).toBeNull();
  });

  it('says the same for the same seed, and something else for another', () => {
    const first = bootstrapIntervals(confusions, { seed: 1 });
    expect(bootstrapIntervals(confusions, { seed: 1 })).toEqual(first);
    expect(bootstrapIntervals(confusions, { seed: 2 })).not.toEqual(first);
  });

  it.each([
    [{ replicates: 0 }, '0 replicates: give a whole number from 1'],
    [{ seed: 1.5 }, 'seed 1.5: give a whole number from 0 to 4294967295'],
    [{ level: 1 }, 'level 1: give a share between 0 and 1, such as 0.95'],
  ])('refuses %j', (options, message) => {
    expect(() => bootstrapIntervals(confusions, options)).toThrow(
      expect.objectContaining({ code: 'input', message }),
    );
  });

  it('refuses to resample nothing', () => {
    expect(() => bootstrapIntervals([{ tp: 0, fp: 0, tn: 0, fn: 0 }])).toThrow(
      'there are no rows to resample',
    );
  });
});
