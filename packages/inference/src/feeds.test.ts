import type { TabularColumn } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { feedsOf, numberOf, type InputSide } from './feeds.ts';
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

  it('take bytes for bytes without a copy of each, and only the rows asked for', () => {
    const manifest: InputSide = {
      inputs: [{ name: 'x', type: 'uint8', shape: ['N', 2] }],
      input: { kind: 'tensor', input: 'x' },
    };
    const values = Uint8Array.of(1, 2, 3, 4, 5, 6);
    const whole = tableOf('x.npz', new Map(), 3, null, new Map([['x', { shape: [2], values }]]));
    const { x } = feedsOf(manifest, whole, 1, 3);
    expect(x).toEqual({ type: 'uint8', data: Uint8Array.of(3, 4, 5, 6), shape: [2, 2] });
    expect((x?.data as Uint8Array | undefined)?.buffer).toBe(values.buffer);
    const floats: InputSide = { ...manifest, inputs: [{ name: 'x', type: 'float32', shape: ['N', 2] }] };
    // 0 to 255 or 0 to 1? Nobody said.
    expect(() => feedsOf(floats, whole, 1, 2)).toThrow(
      'x.npz, column "x": rows are uint8 [2], input x takes float32 [2] (modelfolio add writes into the graph how the data is meant: --scale 1/255',
    );
  });

  it.each([
    ['int64', 1.5, 'x.npz, row 2, column "x": "1.5", expected a whole number (int64)'],
    ['uint8', 300, 'x.npz, row 2, column "x": "300" does not fit uint8 (from 0 to 255)'],
    ['int32', Number.NaN, 'x.npz, row 2, column "x": no value'],
    ['bool', 2, 'x.npz, row 2, column "x": "2", expected true or false'],
    ['float32', 'x', 'x.npz, row 2, column "x": "x", expected a number'],
  ] as const)('refuse for %s the value %s in an array', (type, value, message) => {
    const manifest: InputSide = {
      inputs: [{ name: 'x', type, shape: ['N', 2] }],
      input: { kind: 'tensor', input: 'x' },
    };
    const values = (typeof value === 'string' ? ['0', '1', '0', value] : [0, 1, 0, value]) as number[];
    const whole = tableOf('x.npz', new Map(), 2, null, new Map([['x', { shape: [2], values }]]));
    expect(() => feedsOf(manifest, whole)).toThrow(message);
    expect(feedsOf(manifest, whole, 0, 1)['x']?.data).toHaveLength(2);
  });

  it('take sizes that only the rows tell, and refuse rows of another shape', () => {
    const of = (shape: (number | string)[], array: number[]) =>
      feedsOf(
        {
          inputs: [{ name: 'x', type: 'float32', shape: ['N', ...shape] }],
          input: { kind: 'tensor', input: 'x' },
        },
        tableOf(
          'x.npz',
          new Map(),
          1,
          null,
          new Map([['other', { shape: array, values: new Float64Array(6) }]]),
        ),
      )['x']?.shape;
    expect(of([2, 'W'], [2, 3])).toEqual([1, 2, 3]);
    expect(of([6], [2, 3])).toEqual([1, 6]);
    expect(() => of([3, 'W'], [2, 3])).toThrow('rows are [2, 3], input x takes [3, ?]');
    expect(() => of(['W'], [2, 3])).toThrow('rows are [2, 3], input x takes [?]');
    expect(() => of([5], [2, 3])).toThrow('x.npz, column "x": rows are [2, 3], input x takes [5]');
  });

  it('take a column of its name, or refuse a table that is neither', () => {
    const manifest = (shape: (number | string)[], type: 'string' | 'float32' = 'string'): InputSide => ({
      inputs: [{ name: 'text', type, shape }],
      input: { kind: 'tensor', input: 'text' },
    });
    expect(feedsOf(manifest(['N', 1]), table('id,text\n1,a\n2,\n3,c\n'), 1)).toEqual({
      text: { type: 'string', data: ['', 'c'], shape: [2, 1] },
    });
    expect(feedsOf(manifest(['N']), table('id,text\n1,a\n'))['text']?.shape).toEqual([1]);
    expect(() => feedsOf(manifest(['N', 3], 'float32'), table('a,b\n1,2\n'))).toThrow(
      expect.objectContaining({
        code: 'table',
        message: expect.stringContaining(
          'rows.csv: no array named text, nor 3 columns for it: there are 2 (write an NPZ file with an array of that name',
        ),
      }),
    );
    expect(() => feedsOf(manifest(['N', 'W'], 'float32'), table('a,b\n1,2\n'))).toThrow(
      'no array named text',
    );
    expect(() =>
      feedsOf({ ...manifest(['N']), input: { kind: 'tensor', input: 'y' } }, table('a\n1\n')),
    ).toThrow(expect.objectContaining({ code: 'table', message: 'rows.csv: the model has no input "y"' }));
  });

  it('take no pixels of another range', () => {
    const of = (range: [number, number], values: ArrayLike<number>) =>
      feedsOf(
        {
          inputs: [{ name: 'x', type: 'float32', shape: ['N', 1, 2] }],
          input: {
            kind: 'image',
            input: 'x',
            height: 1,
            width: 2,
            channels: 1,
            range,
            polarity: 'dark-on-light',
          },
        },
        tableOf(
          'x.npz',
          new Map(),
          2,
          null,
          new Map([['x', { type: 'float32' as const, shape: [1, 2], values }]]),
        ),
      )['x']?.data;
    expect(of([0, 1], [0, 1, 0.5, 0.25])).toEqual(Float32Array.of(0, 1, 0.5, 0.25));
    expect(() => of([0, 1], [0, 1, 0.5, 200])).toThrow(
      'x.npz, row 2, column "x": a pixel is 200, the model takes 0 to 1 (scale the data, or correct signature.input.range',
    );
    expect(() => of([0, 1], [0, -0.5, 0, 0])).toThrow('x.npz, row 1, column "x": a pixel is -0.5');
    expect(() => of([0, 1], [0, Number.NaN, 0, 0])).toThrow('a pixel is NaN');
  });

  it('never take the truth for a value, nor the first of more columns than there is room for', () => {
    const manifest: InputSide = {
      inputs: [{ name: 'x', type: 'float32', shape: ['N', 2] }],
      input: { kind: 'tensor', input: 'x' },
    };
    const rows = table('y,a,b\n9,1,2\n');
    expect(feedsOf({ ...manifest, labels: ['y'] }, rows)['x']?.data).toEqual(Float32Array.of(1, 2));
    expect(() => feedsOf(manifest, rows)).toThrow('nor 2 columns for it: there are 3');
  });

  it.each([
    ['float32', 'inf', 'rows.csv:2, column "x": "inf" is no value (leave the row out, or the cell empty'],
    ['float64', '-Infinity', '"-Infinity" is no value'],
    ['float32', '1e39', '"1e39" does not fit float32 (it would go in as an infinity)'],
    ['float16', '65505', '"65505" does not fit float16'],
    ['float64', '1e309', 'is no value'],
  ] as const)('refuse for %s the value %s', (type, value, message) => {
    expect(() => feedsOf(side([column('x', { type })]), table(`x\n${value}\n`))).toThrow(message);
    const array = { shape: [2], values: Float64Array.of(1, Number(value.replace('inf', 'Infinity'))) };
    const manifest: InputSide = {
      inputs: [{ name: 'x', type, shape: ['N', 2] }],
      input: { kind: 'tensor', input: 'x' },
    };
    const whole = tableOf('x.npz', new Map(), 1, null, new Map([['x', array]]));
    expect(() => feedsOf(manifest, whole)).toThrow(/is no value|does not fit/);
  });

  it('take the largest number of a type, and a missing one', () => {
    const rows = table('x,y\n3.4028234e38,1\n,1\n-3.4028234e38,1\n');
    const { x } = feedsOf(side([column('x', {})]), rows);
    expect([...((x?.data ?? []) as Float32Array)].map(Number.isFinite)).toEqual([true, false, true]);
    expect(x?.data[1]).toBeNaN();
  });

  it('have one dimension where the graph has one, and whole numbers up to their bounds', () => {
    const columns = [column('a', { type: 'uint8' })];
    expect(feedsOf(side(columns, ['N']), table('a,b\n0,\n255,\n'))['a']).toEqual({
      type: 'uint8',
      data: Uint8Array.of(0, 255),
      shape: [2],
    });
    const refused = 'does not fit uint8 (from 0 to 255)';
    expect(() => feedsOf(side(columns), table('a,b\n-1,\n'))).toThrow(refused);
    expect(() => feedsOf(side([column('a', {})]), table('a,b\n"1,5 kg",\n'))).toThrow(/expected a number$/);
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
    ['bool', '', 'rows.csv:3, column "a": no value, expected true or false'],
  ] as const)('refuse for %s the cell %s', (type, cell, message) => {
    expect(() => feedsOf(side([column('a', { type })]), table(`a,b\n1,2\n${cell},2\n`))).toThrow(
      expect.objectContaining({ code: 'table', message: expect.stringContaining(message) }),
    );
  });

  it('name a column that is missing', () => {
    expect(() => feedsOf(side([column('c', {})]), table('a,b\n1,2\n'))).toThrow(
      'rows.csv, column "c": the column is missing (there are: a, b)',
    );
  });
});

describe('numberOf', () => {
  it.each<[Parameters<typeof numberOf>[0], number | null]>([
    [null, Number.NaN],
    [1.5, 1.5],
    [true, 1],
    [false, 0],
    [' 2 ', 2],
    ['-3.', -3],
    ['.5e+1', 5],
    ['.25', 0.25],
    ['.x', null],
    ['1E-2', 0.01],
    ['+Inf', Infinity],
    ['-infinity', -Infinity],
    ['infinite', null],
    ['NaN', Number.NaN],
    ['', Number.NaN],
    ['N/A', Number.NaN],
    ['na', Number.NaN],
    ['Null', Number.NaN],
    ['none', Number.NaN],
    ['1_000', null],
    ['0x10', null],
    ['1e', null],
    ['.', null],
    ['1 2', null],
    ['--1', null],
  ])('of %j is %d', (cell, expected) => {
    expect(numberOf(cell)).toBe(expected);
  });
});
