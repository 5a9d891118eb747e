import { describe, expect, it } from 'vitest';
import { golden, near, rowsOf } from '../../test/golden/fairness/fairness-cases.ts';
import { confusionAt, prepareGroups, sumOf } from './group-counts.ts';
import { rateNames, rateOf, ratesOf } from './rates.ts';

describe.each(golden.cases)('$name', (one) => {
  const confusions = confusionAt(prepareGroups(rowsOf(one)), one.thresholds);

  it('has the rates of fairlearn and scikit-learn', () => {
    for (const [group, expected] of [...one.expected.groups, one.expected.overall].entries()) {
      const rates = ratesOf(confusions[group] ?? sumOf(confusions));
      for (const name of rateNames) {
        expect(rates[name].value, name).toEqual(near(expected[name]));
        expect(rates[name].n === 0, name).toBe(rates[name].value === null);
      }
    }
  });
});

describe('rateOf', () => {
  it('says of how many rows', () => {
    const counts = { tp: 1, fp: 2, tn: 4, fn: 8 };
    const whole = rateNames.map((name) => rateOf(counts, name).n);
    expect(whole).toEqual([15, 9, 6, 6, 9, 3, 12, 15, 15]);
  });

  it('is undefined, not 0, where there is no row', () => {
    expect(rateOf({ tp: 0, fp: 0, tn: 3, fn: 0 }, 'truePositiveRate')).toEqual({ value: null, n: 0 });
    expect(rateOf({ tp: 0, fp: 0, tn: 3, fn: 0 }, 'falsePositiveRate')).toEqual({ value: 0, n: 3 });
  });
});
