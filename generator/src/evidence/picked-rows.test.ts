import { tableOf } from '@modelfolio/inference';
import { expect, it } from 'vitest';
import { pickedRows } from './picked-rows.ts';

it('keeps cells, lines and parts of arrays together', () => {
  const bytes = Uint8Array.of(0, 1, 10, 11, 20, 21, 30, 31);
  const table = tableOf(
    't.csv',
    new Map([['a', ['p', 'q', null, 's']]]),
    4,
    [2, 3, 5, 6],
    new Map([
      ['images', { shape: [2], values: bytes }],
      ['numbers', { shape: [], values: [0.5, 1.5, 2.5, 3.5] }],
    ]),
  );
  const picked = pickedRows(table, Int32Array.of(1, 3));
  expect(picked.rows).toBe(2);
  expect(picked.column('a')).toEqual(['q', 's']);
  expect([picked.lineOf(0), picked.lineOf(1)]).toEqual([3, 6]);
  expect(picked.arrays.get('images')).toEqual({ shape: [2], values: Uint8Array.of(10, 11, 30, 31) });
  expect(picked.arrays.get('numbers')).toEqual({ shape: [], values: [1.5, 3.5] });
  expect(pickedRows(tableOf('p', new Map([['a', [1, 2]]]), 2), Int32Array.of(1)).lineOf(0)).toBeNull();
});
