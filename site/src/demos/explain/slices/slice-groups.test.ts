import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SliceColumn } from './slice-columns.ts';
import { groupsOf } from './slice-groups.ts';

const numbers = (values: readonly number[]): SliceColumn => ({
  name: 'n',
  title: 'n',
  kind: 'number',
  categories: [],
  at: (row) => values[row] ?? NaN,
});

describe('groupsOf', () => {
  it('has a group for each category, and one for missing cells where there are any', () => {
    const codes = [1, 0, NaN, 1];
    const column: SliceColumn = {
      name: 'c',
      title: 'c',
      kind: 'category',
      categories: ['a', 'b'],
      at: (row) => codes[row] ?? NaN,
    };
    expect(groupsOf(column, 4)).toMatchObject({ names: ['a', 'b', 'missing'], ranges: false });
    expect([...groupsOf(column, 4).of]).toEqual([1, 0, 2, 1]);
    expect(groupsOf(column, 2).names).toEqual(['a', 'b']);
  });

  it('has a group for each of few numbers', () => {
    const { names, of, ranges } = groupsOf(numbers([3, 1, 3, 2]), 4);
    expect(names).toEqual(['1', '2', '3']);
    expect([...of]).toEqual([2, 0, 2, 1]);
    expect(ranges).toBe(false);
  });

  it('puts many numbers into four ranges of about as many rows', () => {
    const { names, of, ranges } = groupsOf(numbers(Array.from({ length: 100 }, (_, row) => row)), 100);
    expect(names).toEqual(['0 to below 25', '25 to below 50', '50 to below 75', '75 to 99']);
    expect([0, 24, 25, 74, 99].map((row) => of[row])).toEqual([0, 0, 1, 2, 3]);
    expect(ranges).toBe(true);
  });

  it('never parts equal numbers, and gives every row a group that has a name', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(40), fc.constant(NaN)), { minLength: 1, maxLength: 200 }),
        (values) => {
          const { names, of } = groupsOf(numbers(values), values.length);
          const seen = new Map<number, number>();
          values.forEach((value, row) => {
            const group = of[row] ?? -1;
            expect(names[group]).toBeDefined();
            expect(names[group] === 'missing').toBe(Number.isNaN(value));
            expect(seen.get(value) ?? group).toBe(group);
            seen.set(value, group);
          });
        },
      ),
    );
  });
});
