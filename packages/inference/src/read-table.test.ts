import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { npyBytes } from '../test/npy-bytes.ts';
import { readTable, tableFormatOf } from './read-table.ts';

const text = new TextEncoder().encode('a,b\n1,2\n');
const zip = zipSync({ 'y.npy': npyBytes('|u1', [2], Uint8Array.of(3, 4)) });
const parquet = readFileSync(resolve(import.meta.dirname, '../test/fixtures/cells.parquet'));

it.each([
  [text, 'rows.csv', 'csv'],
  [text, 'ROWS.TSV', 'csv'],
  [text, 'rows.txt', 'csv'],
  [text, 'rows.csv.gz', 'csv'],
  [zip, 'rows.csv', 'npz'],
  [zip, 'rows', 'npz'],
  [zip, 'rows.xlsx', null],
  [zip, 'rows.XLS', null],
  [parquet, 'rows.csv', 'parquet'],
  [text, 'rows.parquet', 'parquet'],
  [text, 'rows.npz', 'npz'],
  [text, 'rows.json', null],
  [text, 'csv', null],
  [text, 'rows.csv.bak', null],
])('a format is told by the first bytes, then by the name: %#', (bytes, name, format) => {
  expect(tableFormatOf(bytes, name)).toBe(format);
});

it('a table is read from any of them', async () => {
  expect((await readTable(text, 'rows.csv')).column('b')).toEqual(['2']);
  expect((await readTable(gzipSync(text), 'rows.csv.gz')).column('b')).toEqual(['2']);
  expect((await readTable(zip, 'rows.npz')).column('y')).toEqual([3, 4]);
  expect((await readTable(parquet, 'rows.parquet')).rows).toBe(3);
});

it('a long file is unpacked whole, in its order', async () => {
  const rows = Array.from({ length: 50_000 }, (_, row) => String(row));
  const table = await readTable(gzipSync(`a\n${rows.join('\n')}`), 'rows.csv.gz');
  expect(table.column('a')).toEqual(rows);
});

it('what is no table, and damaged gzip, are refused', async () => {
  await expect(readTable(text, 'rows.json')).rejects.toThrow(
    'rows.json: no table (takes .csv, .csv.gz, .tsv, .parquet and .npz)',
  );
  await expect(readTable(gzipSync(text).subarray(0, 20), 'rows.csv.gz')).rejects.toThrow(
    'rows.csv.gz: damaged gzip (compress it again)',
  );
});
