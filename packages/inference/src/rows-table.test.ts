import { expect, it } from 'vitest';
import { rowsTable } from './rows-table.ts';

const rows = (...values: (string | number | boolean | null)[][]) =>
  values.map((each, index) => ({ index, values: each, label: [0] }));

it('examples are columns, what is missing as nothing', () => {
  const table = rowsTable({ columns: ['a', 'b'], rows: rows([1, 'x'], [2, null], [3]) });
  expect([table.name, table.rows, table.columns]).toEqual(['examples.json', 3, ['a', 'b']]);
  expect(table.column('b')).toEqual(['x', null, null]);
  expect(table.arrays.size).toBe(0);
});

it('many numbers of one column are an array of its name', () => {
  const table = rowsTable({ columns: ['image'], rows: rows([1, 2, 3], [4, 5, 6]) }, 'rows.json');
  expect([table.name, table.rows, table.columns]).toEqual(['rows.json', 2, []]);
  expect([...table.arrays]).toEqual([['image', { shape: [3], values: [1, 2, 3, 4, 5, 6] }]]);
});

it('one number of one column is a cell, and no rows are an empty table', () => {
  expect(rowsTable({ columns: ['a'], rows: rows([7]) }).column('a')).toEqual([7]);
  const empty = rowsTable({ columns: ['a'], rows: [] });
  expect([empty.rows, empty.column('a')]).toEqual([0, []]);
});
