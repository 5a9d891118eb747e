import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { tellApart, type Compared } from './tell-apart.ts';

const group = (name: string, lower: number, value: number | null, upper: number, n = 100): Compared => ({
  name,
  value,
  n,
  interval: value === null ? null : { level: 0.95, lower, upper, method: 'wilson' },
  place: `/${name}`,
});

it('names the two farthest apart of those whose intervals do not overlap', () => {
  // c is the highest and the least certain: it overlaps with all.
  const told = tellApart(
    [group('a', 0.1, 0.2, 0.3), group('b', 0.4, 0.5, 0.6), group('c', 0.2, 0.7, 0.9)],
    30,
  );
  expect([told.verdict, told.low?.name, told.high?.name]).toEqual(['apart', 'a', 'b']);
});

it('does not tell apart what overlaps', () => {
  const told = tellApart([group('a', 0.1, 0.4, 0.6), group('b', 0.5, 0.7, 0.8)], 30);
  expect([told.verdict, told.low?.name, told.high?.name]).toEqual(['alike', 'a', 'b']);
  // Intervals that touch overlap.
  expect(tellApart([group('a', 0, 0.1, 0.2), group('b', 0.2, 0.3, 0.4)], 30).verdict).toBe('alike');
});

it('compares no small group and none without the number, and lists them', () => {
  const told = tellApart(
    [group('a', 0.1, 0.2, 0.3), group('b', 0.9, 1, 1, 29), group('c', 0, null, 0, 0)],
    30,
  );
  expect(told.verdict).toBe('few');
  expect(told.small.map(({ name }) => name)).toEqual(['b']);
  expect(told.undefined.map(({ name }) => name)).toEqual(['c']);
});

it('says the same in any order of the groups', () => {
  const any = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 0.3, noNaN: true }),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(any, { minLength: 2, maxLength: 6, selector: ([value]) => value }),
      (pairs) => {
        const groups = pairs.map(([value, half], at) => group(String(at), value - half, value, value + half));
        const [one, other] = [tellApart(groups, 30), tellApart(groups.toReversed(), 30)];
        expect(other.verdict).toBe(one.verdict);
        const overlap = groups.every((a) =>
          groups.every((b) => Number(a.interval?.lower) <= Number(b.interval?.upper)),
        );
        expect(one.verdict).toBe(overlap ? 'alike' : 'apart');
      },
    ),
  );
});
