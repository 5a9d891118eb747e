import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moments } from '../moments.ts';
import { cohensD, hedgesG } from './cohens-d.ts';
import { tableCramersV } from './cramers-v.ts';
import { cohensH, oddsRatio } from './proportions.ts';
import { cliffsDelta, pairedRankBiserial } from './rank-biserial.ts';

const of = (...values: number[]) => moments(Float64Array.from(values));

describe('of means', () => {
  it('d is in pooled deviations, g less its bias', () => {
    // Variances 1 and 4, pooled (2 · 1 + 2 · 4) / 4.
    expect(cohensD(of(1, 2, 3), of(2, 4, 6))).toBeCloseTo(-2 / Math.sqrt(2.5), 14);
    expect(hedgesG(of(1, 2, 3), of(2, 4, 6))).toBeCloseTo((-2 / Math.sqrt(2.5)) * 0.8, 14);
    expect(() => cohensD(of(1), of(2))).toThrow('at least 3 values in all');
  });
});

describe('of ranks', () => {
  const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 });

  it('Cliff’s delta counts pairs', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const signs = one.flatMap((a) => other.map((b) => Math.sign(a - b)));
        expect(cliffsDelta(one, other)).toBeCloseTo(
          signs.reduce((sum, sign) => sum + sign, 0) / signs.length,
          12,
        );
      }),
    );
  });

  it('that of pairs is the share of ranks above less that below', () => {
    expect(pairedRankBiserial([1, 2, -3, 0])).toBe(0);
    expect(pairedRankBiserial([1, 2, 3])).toBe(1);
    expect(pairedRankBiserial([1, -1, -4])).toBeCloseTo((1.5 - 1.5 - 3) / 6, 14);
    expect(pairedRankBiserial([0])).toBe(0);
  });
});

describe('of proportions and tables', () => {
  it('h is on the scale of arcsines', () => {
    expect(cohensH(1, 0)).toBeCloseTo(Math.PI, 14);
    expect(cohensH(0.3, 0.45)).toBeCloseTo(-0.3113, 4);
  });

  it('the odds ratio is of rows', () => {
    expect(
      oddsRatio([
        [8, 2],
        [1, 5],
      ]),
    ).toBe(20);
    expect(
      oddsRatio([
        [8, 0],
        [1, 5],
      ]),
    ).toBe(Infinity);
  });

  it('V is 1 where a row tells the column, and 0 where it tells nothing', () => {
    const wide = [
      [5, 0, 0],
      [0, 4, 3],
    ];
    expect(tableCramersV(wide)).toBeCloseTo(1, 14);
    expect(
      tableCramersV([
        [5, 0],
        [0, 9],
      ]),
    ).toBeCloseTo(1, 14);
    expect(
      tableCramersV([
        [5, 10],
        [1, 2],
      ]),
    ).toBeCloseTo(0, 7);
    expect(tableCramersV([[5, 10]])).toBe(0);
  });
});
