import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../analysis/analysis-state.ts';
import { sliceColumns } from './slice-columns.ts';
import { firstRows, sliceOf } from './slice-matching.ts';

const columns = sliceColumns(
  {
    columns: [
      { name: 'age', kind: 'number', categories: [] },
      { name: 'work', kind: 'category', categories: ['private', 'state', 'none'] },
      { name: 'member', kind: 'truth', categories: [] },
    ],
    codes: Float64Array.from([17, 0, 1, 30, 1, 0, NaN, 2, 1, 64, NaN, 0]),
    extras: [
      { name: 'band', categories: ['young', 'old'], codes: Float64Array.from([0, 0, NaN, 1]) },
      { name: 'age', categories: ['never'], codes: Float64Array.from([0, 0, 0, 0]) },
    ],
  },
  [],
);
const rowsOf = (...conditions: Condition[]) => firstRows(sliceOf(columns, conditions, 4).rows, 4);

describe('sliceColumns', () => {
  it('has a column once, and truth as a category', () => {
    expect(columns.map(({ name }) => name)).toEqual(['age', 'work', 'member', 'band']);
    expect(columns[2]).toMatchObject({ kind: 'category', categories: ['false', 'true'] });
    expect(columns[0]?.at(3)).toBe(64);
  });
});

describe('sliceOf', () => {
  it.each<[string, Condition[], number[]]>([
    ['no condition: every row', [], [0, 1, 2, 3]],
    ['bounds hold both ends', [{ column: 'age', least: 17, most: 30 }], [0, 1]],
    ['one bound; a missing number is in none', [{ column: 'age', least: 18, most: null }], [1, 3]],
    ['no bound: no restriction', [{ column: 'age', least: null, most: null }], [0, 1, 2, 3]],
    ['a number among some', [{ column: 'age', values: ['64', '17'] }], [0, 3]],
    ['a category of some', [{ column: 'work', values: ['none', 'private'] }], [0, 2]],
    ['a missing category by the empty text', [{ column: 'work', values: ['', 'state'] }], [1, 3]],
    ['no value chosen: no restriction', [{ column: 'work', values: [] }], [0, 1, 2, 3]],
    ['truth by its words', [{ column: 'member', values: ['true'] }], [0, 2]],
    ['a value that does not occur', [{ column: 'work', values: ['elsewhere'] }], []],
    ['a column beside the model’s', [{ column: 'band', values: ['old'] }], [3]],
    [
      'all conditions hold',
      [
        { column: 'member', values: ['true'] },
        { column: 'age', least: null, most: 20 },
      ],
      [0],
    ],
    ['bounds that cross', [{ column: 'age', least: 30, most: 17 }], []],
  ])('%s', (_, conditions, expected) => {
    expect(rowsOf(...conditions)).toEqual(expected);
  });

  it('leaves conditions out that do not fit, and names them', () => {
    const strange: Condition = { column: 'height', least: 1, most: 2 };
    const bounded: Condition = { column: 'work', least: 0, most: 1 };
    const { size, unfit } = sliceOf(columns, [strange, bounded, { column: 'member', values: ['false'] }], 4);
    expect(unfit).toEqual([strange, bounded]);
    expect(size).toBe(2);
  });

  it('is as large as its rows, and never grows by a condition', () => {
    const condition = fc.oneof(
      fc.record({ column: fc.constant('age'), least: fc.option(fc.nat(70)), most: fc.option(fc.nat(70)) }),
      fc.record({
        column: fc.constantFrom('work', 'member', 'band'),
        values: fc.array(fc.constantFrom('', 'private', 'state', 'true', 'young')),
      }),
    );
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 3 }), condition, (some, more) => {
        const before = sliceOf(columns, some, 4);
        const after = sliceOf(columns, [...some, more], 4);
        expect(before.size).toBe(before.rows.filter((one) => one === 1).length);
        after.rows.forEach((one, row) => expect(one).toBeLessThanOrEqual(before.rows[row] ?? 0));
      }),
    );
  });
});

describe('firstRows', () => {
  it('stops at the number wanted', () => {
    expect(firstRows(Uint8Array.from([0, 1, 1, 0, 1]), 2)).toEqual([1, 2]);
  });
});
