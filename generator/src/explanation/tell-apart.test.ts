import * as fc from 'fast-check';
import { newcombeInterval } from '@modelfolio/statistics/newcombe-interval';
import { expect, it } from 'vitest';
import { shareDifference, tellApart, withLargest, type Compared } from './tell-apart.ts';

const group = (name: string, successes: number, n = 100): Compared => ({
  name,
  value: n === 0 ? null : successes / n,
  n,
  interval: null,
  place: `/${name}`,
});
const told = (groups: readonly Compared[], smallBelow = 30) => tellApart(groups, smallBelow, shareDifference);

it('names the two farthest apart of those whose difference leaves out 0', () => {
  // c is the highest of too few rows to be sure of: only a and b differ beyond chance.
  const found = told([group('a', 400, 1000), group('b', 500, 1000), group('c', 18, 30)]);
  expect([found.verdict, found.low?.name, found.high?.name, found.pairs]).toEqual(['apart', 'a', 'b', 3]);
  const { lower, upper } = newcombeInterval(
    { successes: 500, trials: 1000 },
    { successes: 400, trials: 1000 },
    1 - 0.05 / 3,
  );
  expect(found.difference).toMatchObject({ n: 2000, interval: { lower, upper, method: 'newcombe' } });
  expect(found.difference?.value).toBeCloseTo(0.1, 12);
});

it('tells apart what overlaps, where the interval of the difference leaves out 0', () => {
  // Wilson: 0.36 to 0.45 and 0.43 to 0.52; the difference: 0.006 to 0.134 (Newcombe).
  const found = told([group('a', 203, 500), group('b', 238, 500)]);
  expect(found.verdict).toBe('apart');
  expect(found.difference?.interval?.lower).toBeGreaterThan(0);
  // The same two among twenty groups alike: so many pairs differ as much by chance.
  const many = Array.from({ length: 18 }, (_, at) => group(`other ${at}`, 220, 500));
  expect(told([...many, group('a', 203, 500), group('b', 238, 500)]).verdict).toBe('alike');
});

it('does not tell apart a difference whose interval holds 0', () => {
  const found = told([group('b', 50), group('a', 45)]);
  expect([found.verdict, found.low?.name, found.high?.name]).toEqual(['alike', 'a', 'b']);
  expect(tellApart([group('a', 1), group('b', 99)], 30, () => null).verdict).toBe('alike');
});

it('compares no small group and none without the number, and lists them', () => {
  const found = told([group('a', 20), group('b', 29, 29), group('c', 0, 0)]);
  expect(found).toMatchObject({ verdict: 'few', difference: null, pairs: 0 });
  expect(found.small.map(({ name }) => name)).toEqual(['b']);
  expect(found.undefined.map(({ name }) => name)).toEqual(['c']);
});

it('says the same in any order of the groups', () => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(fc.nat(100), { minLength: 2, maxLength: 6 })
        .map((all) => all.map((one, at) => group(String(at), one))),
      (groups) => {
        const [one, other] = [told(groups), told(groups.toReversed())];
        expect(other.verdict).toBe(one.verdict);
        expect(other.difference?.value).toBe(one.difference?.value);
      },
    ),
  );
});

it('tells the largest difference once, with its own interval', () => {
  const found = told([group('a', 20), group('b', 80), group('c', 25)]);
  const interval = { level: 0.95, lower: 0.4, upper: 0.8, method: 'newcombe' } as const;
  const same = withLargest(found, { value: 0.6, interval, n: 300 });
  expect(same.isSame).toBe(true);
  expect(same.told.difference).toEqual({ value: found.difference?.value, interval, n: 300 });
  // Of a small group that was left out.
  const other = withLargest(found, { value: 0.7, interval, n: 300 });
  expect(other).toEqual({ told: found, isSame: false });
  // What is not told apart keeps the interval that says so.
  const alike = told([group('a', 45), group('b', 50)]);
  expect(withLargest(alike, { value: alike.difference?.value ?? 0, interval, n: 200 })).toEqual({
    told: alike,
    isSame: true,
  });
  expect(withLargest(told([]), { value: null, interval: null, n: 0 }).isSame).toBe(false);
});
