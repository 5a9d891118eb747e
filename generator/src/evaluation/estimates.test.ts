import type { RowMetrics } from '@modelfolio/metrics/row-metrics';
import { wilsonInterval } from '@modelfolio/statistics/wilson-interval';
import { describe, expect, it } from 'vitest';
import { differenceOf, estimateOf, estimatesOf, resample } from './estimates.ts';

const resampling = { replicates: 200, seed: 3, level: 0.95 };

/** A share of rows, and the mean of the same numbers, which is none. */
const metricsOf = (values: readonly number[]): RowMetrics => ({
  names: ['share', 'mean'],
  rows: values.length,
  shares: new Map([
    ['share', { successes: values.filter((value) => value === 1).length, trials: values.length }],
  ]),
  compute: (weights, out) => {
    const rows = values.reduce((sum, _, row) => sum + (weights?.[row] ?? 1), 0);
    out.fill(values.reduce((sum, value, row) => sum + value * (weights?.[row] ?? 1), 0) / rows);
  },
});

const of = (values: readonly number[]) => resample(metricsOf(values), resampling);
const filled = (ones: number, rows: number) => Array.from({ length: rows }, (_, row) => Number(row < ones));

describe('estimates', () => {
  it('give a share of rows the interval of Wilson, also where every row is alike', () => {
    const found = estimatesOf(of(filled(11, 11)), resampling).of('share');
    expect(found).toMatchObject({ value: 1, n: 11, interval: { method: 'wilson', upper: 1 } });
    // Of n successes in n the lower end is n / (n + z²).
    expect(found.interval?.lower).toBeCloseTo(11 / (11 + 1.959963984540054 ** 2), 12);
  });

  it('give anything else that of the bootstrap', () => {
    const found = estimatesOf(of(filled(30, 60)), resampling).of('mean', 7);
    expect(found).toMatchObject({ value: 0.5, n: 7, interval: { method: 'percentile-bootstrap' } });
    expect(() => estimatesOf(of([1]), resampling).of('median')).toThrow('no metric is named median');
  });

  it('give a score of a classifier no interval without width at 0 and 1, and leave other numbers alone', () => {
    for (const ones of [0, 40]) {
      const { interval } = estimatesOf(of(filled(ones, 40)), resampling).of('mean');
      const expected = wilsonInterval(ones, 40, 0.95);
      expect(interval).toEqual({ level: 0.95, ...expected, method: 'wilson' });
      expect(Number(interval?.upper) - Number(interval?.lower)).toBeGreaterThan(0.05);
    }
    // An error of a regressor is 0 in its unit, not a share.
    const regressor = { ...metricsOf(filled(0, 40)), shares: new Map() };
    const still = estimatesOf(resample(regressor, resampling), resampling).of('mean').interval;
    expect(still).toMatchObject({ lower: 0, upper: 0, method: 'percentile-bootstrap' });
  });

  it('give no interval that leaves out its own value', () => {
    const high = Float64Array.from({ length: 100 }, (_, at) => 1 + at / 100);
    expect(estimateOf(0.5, high, 0.95, 9)).toEqual({ value: 0.5, interval: null, n: 9 });
    expect(estimateOf(2.5, high, 0.95, 9).interval).toBeNull();
    expect(estimateOf(1.5, high, 0.95, 9).interval).not.toBeNull();
    expect(estimateOf(Number.NaN, high, 0.95, 9)).toEqual({ value: 'NaN', interval: null, n: 9 });
  });
});

describe('differences', () => {
  it('of two shares are Newcombe’s, over the rows of both', () => {
    // Newcombe 1998, table II, method 10, example (a): 0.0524 to 0.3339
    const found = differenceOf(of(filled(56, 70)), of(filled(48, 80)), 'share', resampling);
    expect(found).toMatchObject({ n: 150, interval: { method: 'newcombe' } });
    expect(found.value).toBeCloseTo(0.2, 12);
    expect(Number(found.interval?.lower).toFixed(4)).toBe('0.0524');
    expect(Number(found.interval?.upper).toFixed(4)).toBe('0.3339');
  });

  it('of other metrics are the bootstrap’s, and undefined without other rows or with an empty share', () => {
    const own = of(filled(6, 8));
    const found = differenceOf(own, of(filled(2, 8)), 'mean', resampling);
    expect(found).toMatchObject({ value: 0.5, n: 16, interval: { method: 'percentile-bootstrap' } });
    expect(differenceOf(own, null, 'share', resampling)).toMatchObject({ value: 'NaN', interval: null });
    const empty = { ...own, shares: new Map([['share', { successes: 0, trials: 0 }]]) };
    expect(differenceOf(own, empty, 'share', resampling)).toEqual({ value: 'NaN', interval: null, n: 8 });
    expect(estimatesOf(empty, resampling).of('share')).toMatchObject({ interval: null, n: 0 });
  });
});
