import type { TabularColumn } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { feedsOf, type InputSide } from './feeds.ts';
import { rowsTable } from './rows-table.ts';
import { tableOf } from './table.ts';

const column = (name: string, words: Partial<TabularColumn>): TabularColumn => ({
  input: name,
  index: null,
  name,
  label: null,
  description: null,
  type: 'float32',
  categories: null,
  range: null,
  step: null,
  unit: null,
  missing: false,
  ...words,
});
const side = (columns: TabularColumn[], shape: (number | string)[] = ['N', 1]): InputSide => ({
  inputs: columns.map(({ input, type }) => ({ name: input, type, shape })),
  input: { kind: 'tabular', columns },
});
const table = (text: string) => readCsv(text, 'rows.csv');

describe('feeds', () => {
  it('have an input for each column, typed', () => {
    const columns = [
      column('age', { type: 'int64' }),
      column('mass', {}),
      column('sex', { type: 'string' }),
      column('in', { type: 'bool' }),
    ];
    const feeds = feedsOf(side(columns), table('sex,age,mass,in,extra\nm,3,1.5,true,x\n,4,,0,y\n'));
    expect(feeds['age']).toEqual({ type: 'int64', data: BigInt64Array.of(3n, 4n), shape: [2, 1] });
    expect(feeds['mass']).toEqual({ type: 'float32', data: Float32Array.of(1.5, Number.NaN), shape: [2, 1] });
    expect(feeds['sex']).toEqual({ type: 'string', data: ['m', ''], shape: [2, 1] });
    expect(feeds['in']).toEqual({ type: 'bool', data: Uint8Array.of(1, 0), shape: [2, 1] });
  });

  it('have one tensor for all columns, in the order of their indices, and only the rows asked for', () => {
    const columns = [
      column('b', { input: 'x', index: 1, type: 'float64' }),
      column('a', { input: 'x', index: 0, type: 'float64' }),
    ];
    const manifest: InputSide = {
      inputs: [{ name: 'x', type: 'float64', shape: ['N', 2] }],
      input: { kind: 'tabular', columns },
    };
    expect(feedsOf(manifest, table('b,a\n1,2\n3,4\n5,6\n'), 1, 3)).toEqual({
      x: { type: 'float64', data: Float64Array.of(4, 3, 6, 5), shape: [2, 2] },
    });
  });

  it('take an array for a tensor, whole or as numbers in a row', () => {
    const manifest: InputSide = {
      inputs: [{ name: 'x', type: 'uint8', shape: ['N', 2, 2] }],
      input: { kind: 'tensor', input: 'x' },
    };
    const values = [1, 2, 3, 4, 5, 6, 7, 8];
    const whole = tableOf('x.npz', new Map(), 2, null, new Map([['x', { shape: [2, 2], values }]]));
    const expected = { x: { type: 'uint8', data: Uint8Array.from(values), shape: [2, 2, 2] } };
    expect(feedsOf(manifest, whole)).toEqual(expected);
    const rows = [values.slice(0, 4), values.slice(4)].map((row, index) => ({
      index,
      values: row,
      label: [0],
    }));
    expect(feedsOf(manifest, rowsTable({ columns: ['x'], rows }))).toEqual(expected);
    expect(feedsOf(manifest, table('a,b,c,d\n1,2,3,4\n5,6,7,8\n'))).toEqual(expected);
  });

  it.each([
    ['float32', 'x', 'rows.csv:3, column "a": "x", expected a number'],
    ['float32', '"1,5"', 'rows.csv:3, column "a": "1,5", expected a number (write decimals with a point)'],
    ['int64', '1.5', 'rows.csv:3, column "a": "1.5", expected a whole number (int64)'],
    [
      'int64',
      '',
      'rows.csv:3, column "a": no value (the model takes whole numbers (int64) and cannot do without)',
    ],
    ['uint8', '256', 'rows.csv:3, column "a": "256" does not fit uint8 (from 0 to 255)'],
    ['bool', 'perhaps', 'rows.csv:3, column "a": "perhaps", expected true or false'],
  ] as const)('refuse for %s the cell %s', (type, cell, message) => {
    expect(() => feedsOf(side([column('a', { type })]), table(`a,b\n1,2\n${cell},2\n`))).toThrow(message);
  });

  it('name a column that is missing', () => {
    expect(() => feedsOf(side([column('c', {})]), table('a,b\n1,2\n'))).toThrow(
      'rows.csv, column "c": the column is missing (there are: a, b)',
    );
  });
});
