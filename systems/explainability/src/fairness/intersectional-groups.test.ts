import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersectionalGroups } from './intersectional-groups.ts';

const sex = { name: 'sex', values: ['f', 'm', 'f', null, 'f'] };
const age = { name: 'age', values: [30, 9, 100, 9, 30] };

describe('intersectionalGroups', () => {
  it('keeps the combinations that occur, numbers by size and what is not known last', () => {
    const found = intersectionalGroups([sex, age], 2);
    expect(found.groupNames).toEqual(['f, 30', 'f, 100', 'm, 9', 'unknown, 9']);
    expect(found.levels.at(-1)).toEqual([null, 9]);
    expect([...found.groups]).toEqual([0, 2, 1, 3, 0]);
    expect(found.sizes).toEqual([2, 1, 1, 1]);
    expect(found.smallest).toBe(1);
    expect(found.small).toEqual([false, true, true, true]);
  });

  it('tells a number from the word that looks like it, and takes NaN for what is not known', () => {
    const found = intersectionalGroups([{ name: 'a', values: [1, '1', Number.NaN, null, 'null'] }]);
    expect(found.levels).toEqual([[1], ['1'], ['null'], [null]]);
    expect(found.sizes).toEqual([1, 1, 1, 2]);
  });

  it('gives every row the group of its values', () => {
    const value = fc.oneof(fc.constantFrom('a', 'b', 'a, b', '', null), fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 30 }), (rows) => {
        const columns = [0, 1].map((at) => ({ name: `${at}`, values: rows.map((row) => row[at] ?? null) }));
        const { groups, levels, sizes } = intersectionalGroups(columns);
        for (const [row, values] of rows.entries()) expect(levels[groups[row] as number]).toEqual(values);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(rows.length);
        expect(sizes.length).toBe(new Set(rows.map((row) => JSON.stringify(row))).size);
      }),
    );
  });

  it.each([
    [[], 'input', 'there is no column to group by: give one'],
    [[{ name: 'sex', values: [] }], 'input', 'sex has no rows: give at least one'],
    [[sex, { name: 'age', values: [1] }], 'input', 'age has 1 rows, sex has 5: give columns of one table'],
    [
      [{ name: 'id', values: Array.from({ length: 70_000 }, (_, row) => row) }],
      'too-large',
      'id: 70000 combinations, group by columns with at most 65535',
    ],
  ])('refuses what cannot be grouped', (columns, code, message) => {
    expect(() => intersectionalGroups(columns)).toThrow(expect.objectContaining({ code, message }));
  });
});
