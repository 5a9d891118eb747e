import { readTable } from '@modelfolio/inference';
import { expect, it } from 'vitest';
import { frameFromTable } from './from-table.ts';

const table = (text: string) => readTable(new TextEncoder().encode(text), 'people.csv');

it('reads numbers as numbers, and all else as text', async () => {
  const { rows, columns } = frameFromTable(
    await table('age,job,empty,zip\n31,cook,,01\n,smith,,x\n1e3,,,03\n'),
  );
  expect(rows).toBe(3);
  expect(columns).toEqual([
    { name: 'age', type: 'number', values: Float64Array.of(31, Number.NaN, 1000) },
    { name: 'job', type: 'text', values: ['cook', 'smith', null] },
    { name: 'empty', type: 'number', values: Float64Array.of(Number.NaN, Number.NaN, Number.NaN) },
    { name: 'zip', type: 'text', values: ['01', 'x', '03'] },
  ]);
});

it('takes the types of a fitted transformer, and names the cell that does not fit', async () => {
  const given = await table('age,zip\n31,1\nold,2\n');
  expect(frameFromTable(given, { age: 'text', zip: 'text' }).columns.map(({ type }) => type)).toEqual([
    'text',
    'text',
  ]);
  expect(() => frameFromTable(given, { age: 'number' })).toThrow(
    /^people\.csv:3, row 2, column "age": "old" is no number$/,
  );
});
