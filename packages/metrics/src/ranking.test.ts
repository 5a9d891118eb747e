import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankingAreas, rankRows } from './ranking.ts';

const rows = fc.array(fc.record({ score: fc.integer({ min: -5, max: 5 }), positive: fc.boolean() }), {
  minLength: 2,
  maxLength: 40,
});
type Row = { score: number; positive: boolean };
const areas = (found: readonly Row[], score = (value: number): number => value) =>
  rankingAreas(
    rankRows(
      Float64Array.from(found, (row) => score(row.score)),
      (row) => found[row]?.positive === true,
    ),
    null,
  );

/** NaN where an area is undefined: there must be none on either side then. */
const near = (a: number, b: number): boolean => Object.is(a, b) || Math.abs(a - b) < 1e-12;

describe('rankingAreas', () => {
  it('is the share of pairs in the right order, ties counting half', () => {
    fc.assert(
      fc.property(rows, (found) => {
        const [yes, no] = [found.filter(({ positive }) => positive), found.filter((row) => !row.positive)];
        const pairs = yes.flatMap((a) => no.map((b) => (Math.sign(a.score - b.score) + 1) / 2));
        const expected = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
        expect(near(areas(found).rocAuc, expected)).toBe(true);
      }),
    );
  });

  it('does not see the order of rows, nor a rising change of the scores', () => {
    fc.assert(
      fc.property(rows, (found) => {
        expect(areas(found.toReversed())).toEqual(areas(found));
        expect(areas(found, (score) => Math.exp(score))).toEqual(areas(found));
      }),
    );
  });

  it('takes weights as repeated rows', () => {
    fc.assert(
      fc.property(rows, (found) => {
        const ranking = rankRows(
          Float64Array.from(found, ({ score }) => score),
          (row) => found[row]?.positive === true,
        );
        const weights = Uint16Array.from(found, (_, row) => row % 3);
        const repeated = found.flatMap((row, index) => Array.from({ length: index % 3 }, () => row));
        const [weighted, expected] = [rankingAreas(ranking, weights), areas(repeated)];
        expect(near(weighted.rocAuc, expected.rocAuc)).toBe(true);
        expect(near(weighted.averagePrecision, expected.averagePrecision)).toBe(true);
      }),
    );
  });
});
