import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { isPandasIndex, parquetCell, readParquet } from './parquet.ts';

/** Written by pyarrow 21: `write_table(…, store_schema=False)`. */
const fixture = (name: string) => readFileSync(resolve(import.meta.dirname, '../test/fixtures', name));

it('columns of Parquet are read with what is missing, without the index of pandas', async () => {
  const table = await readParquet(fixture('cells.parquet'), 'cells.parquet');
  expect([table.rows, table.columns]).toEqual([3, ['name', 'count', 'part', 'truth', 'day']]);
  expect(table.column('name')).toEqual(['a', null, 'ä']);
  expect(table.column('count')).toEqual([1, '9007199254740993', -3]);
  expect(table.column('part')).toEqual([0.5, Number.NaN, null]);
  expect(table.column('truth')).toEqual([true, false, null]);
  expect(table.column('day')[2]).toBe('2024-02-29T00:00:00.000Z');
  expect(table.lineOf(0)).toBeNull();
});

it('lists and what is damaged are refused, naming the place', async () => {
  await expect(readParquet(fixture('list.parquet'), 'list.parquet')).rejects.toThrow(
    'list.parquet, row 1, column "list": a list or record, expected one value a cell',
  );
  await expect(readParquet(fixture('cells.parquet').subarray(0, 600), 'half.parquet')).rejects.toThrow(
    'half.parquet: not a Parquet file, or damaged (write it again)',
  );
});

it('a cell is what hyparquet gives, where JavaScript can hold it', () => {
  const cell = (value: unknown) => parquetCell(value, 'rows.parquet', 4, 'x');
  expect([undefined, null, '', 0, false].map(cell)).toEqual([null, null, '', 0, false]);
  expect([2n ** 53n - 1n, 2n ** 53n, -(2n ** 60n)].map(cell)).toEqual([
    2 ** 53 - 1,
    '9007199254740992',
    '-1152921504606846976',
  ]);
  expect(() => cell(new Uint8Array(2))).toThrow('rows.parquet, row 5, column "x"');
});

it('only names like those that pandas gives are an index', () => {
  expect(
    ['__index_level_0__', '__index_level_12__', 'index_level_0__', '__index_level_0__x'].map(isPandasIndex),
  ).toEqual([true, true, false, false]);
});
