import { describe, expect, test } from 'vitest';
import { checkConstraints, describeConstraint, permitsValue, type Constraint } from './constraints.ts';
import { spaceOf } from './counterfactual-fixtures.ts';
import type { FeatureColumn } from './feature-column.ts';
import { limitsOf } from './limits.ts';

const columns: FeatureColumn[] = [
  { name: 'age', kind: 'number' },
  { name: 'job', kind: 'category', categories: ['none', 'smith', 'judge'] },
  { name: 'hours', kind: 'number' },
];
const { NaN: missing } = Number;

describe('constraints', () => {
  test.each<[string, Constraint, string]>([
    ['no such column', { kind: 'immutable', columns: [0, 9] }, 'there is no column 9; the rows have 3'],
    [
      'an empty range',
      { kind: 'range', column: 0, from: 60, to: 20 },
      'age from 60 to 20: the first is greater',
    ],
    ['a range of a category', { kind: 'range', column: 1, from: 0, to: 2 }, 'a category has no range'],
    ['a range of no numbers', { kind: 'range', column: 0, from: missing, to: 2 }, 'expected numbers'],
    ['no code', { kind: 'allowed', column: 1, codes: [] }, 'no code is listed'],
    ['an unknown code', { kind: 'allowed', column: 1, codes: [1, 3] }, 'there is no category 3'],
    ['a link of one', { kind: 'linked', columns: [1, 1] }, 'a link needs two columns'],
  ])('%s is told in words', (_, constraint, message) => {
    const fine: Constraint = { kind: 'immutable', columns: [0] };
    expect(() => checkConstraints([fine, constraint], columns)).toThrow(message);
    expect(() => checkConstraints([fine, constraint], columns)).toThrow(`constraint 2 (${constraint.kind})`);
  });

  test('permit what they say', () => {
    const up: Constraint = { kind: 'one-way', column: 0, direction: 'up' };
    expect([4, 5, 6].map((to) => permitsValue(up, 5, to))).toEqual([false, true, true]);
    expect(permitsValue(up, missing, 5)).toBe(false);
    const down: Constraint = { kind: 'one-way', column: 0, direction: 'down' };
    expect([4, 5, 6].map((to) => permitsValue(down, 5, to))).toEqual([true, true, false]);
    const range: Constraint = { kind: 'range', column: 0, from: null, to: 3 };
    expect([-9, 3, 3.1].map((to) => permitsValue(range, 5, to))).toEqual([true, true, false]);
    const allowed: Constraint = { kind: 'allowed', column: 0, codes: [1, 2] };
    expect([0, 1, 2].map((to) => permitsValue(allowed, 0, to))).toEqual([false, true, true]);
  });

  test('are described by names', () => {
    const texts = (
      [
        { kind: 'immutable', columns: [0, 1] },
        { kind: 'one-way', column: 2, direction: 'down' },
        { kind: 'range', column: 2, from: 10, to: null },
        { kind: 'allowed', column: 1, codes: [2] },
        { kind: 'linked', columns: [0, 2] },
      ] satisfies Constraint[]
    ).map((constraint) => describeConstraint(constraint, columns));
    expect(texts).toEqual([
      'age, job kept',
      'hours only down',
      'hours from 10 to any',
      'job one of judge',
      'age, hours together',
    ]);
  });
});

describe('limits', () => {
  const rows = [
    [1, 0, 7],
    [2, 1, 8],
  ];
  const space = spaceOf(columns, rows, () => 0);
  const row = Float64Array.of(1, 0, 9);

  test('what is known never becomes unknown; staying is always permitted', () => {
    const limits = limitsOf(space, [{ kind: 'range', column: 0, from: 5, to: 6 }]);
    expect(limits.permits(1, 0, missing)).toBe(false);
    expect(limits.permits(1, missing, missing)).toBe(true);
    expect(limits.permits(0, 1, 1)).toBe(true);
    expect(limits.permits(0, 1, 2)).toBe(false);
  });

  test('links join groups into units, also in a chain', () => {
    const wide = spaceOf('nnnnn', [[0, 0, 0, 0, 0]], () => 0, [[0], [1], [2, 3], [4]]);
    expect(limitsOf(wide, []).units).toEqual([[0], [1], [2], [3]]);
    const chained: Constraint[] = [
      { kind: 'linked', columns: [3, 0] },
      { kind: 'linked', columns: [0, 4] },
    ];
    expect(limitsOf(wide, chained).units).toEqual([[0, 2, 3], [1]]);
  });

  test('linked columns are as they were or as they occur', () => {
    const limits = limitsOf(space, [{ kind: 'linked', columns: [0, 1] }]);
    const seen = (...to: number[]): boolean => limits.areLinksSeen(row, Float64Array.from(to));
    expect([seen(1, 0, 3), seen(2, 1, 3), seen(2, 0, 3)]).toEqual([true, true, false]);
    expect(limits.areLinksSeen(Float64Array.of(2, 0, 9), Float64Array.of(2, 0, 7))).toBe(true);
  });

  test('frozen groups stay besides', () => {
    expect(limitsOf(space, [], new Set([2])).permits(2, 9, 7)).toBe(false);
    expect(limitsOf(space, [], new Set([2])).permits(1, 0, 1)).toBe(true);
  });
});
