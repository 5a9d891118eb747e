import { DuckDBInstance } from '@duckdb/node-api';
import {
  Bool,
  DateDay,
  Dictionary,
  Float32,
  Int32,
  Int64,
  List,
  Table,
  tableFromArrays,
  TimestampMicrosecond,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { frameFromArrow } from './from-arrow.ts';
import { frameFromDuckdb } from './from-duckdb.ts';
import { frameFromPolars } from './from-polars.ts';
import { frameFromColumns, frameFromRows } from './from-rows.ts';
import { frameOf, type Frame } from './frame.ts';
import { numbers, words } from '../../test/frames.ts';

const noon = new Date('2020-02-29T12:00:00.125Z');
const day = new Date('2020-02-29T00:00:00.000Z');

/** The same rows, as each library is to give them. */
const wanted: Frame = frameOf([
  numbers('age', 31, Number.NaN, -2.5),
  numbers('count', 2 ** 53 - 1, Number.NaN, -7),
  numbers('isNew', 1, Number.NaN, 0),
  words('job', 'cook', null, 'cook'),
  words('day', day.toISOString(), null, day.toISOString()),
  words('moment', noon.toISOString(), null, noon.toISOString()),
]);
const large = /^row 2, column "id": 90071992547409\d\d is beyond the whole numbers that are exact \(/;
const bigs = [1n, 9_007_199_254_740_993n];

describe('a frame of objects', () => {
  it('has all their keys, and a missing value for one that is not there', () => {
    const rows = [
      { age: 31, count: 2 ** 53 - 1, isNew: true, job: 'cook', day, moment: noon },
      {},
      { age: -2.5, count: -7n, isNew: false, job: 'cook', day, moment: noon, age2: undefined },
    ];
    expect(frameFromRows(rows)).toEqual({
      rows: 3,
      columns: [...wanted.columns, numbers('age2', Number.NaN, Number.NaN, Number.NaN)],
    });
    expect(frameFromRows([])).toEqual({ rows: 0, columns: [] });
    expect(frameFromRows([{ zip: '01' }, { zip: 2 }]).columns).toEqual([words('zip', '01', '2')]);
    expect(frameFromRows([{ zip: 1 }, { zip: 20n }], { zip: 'text' }).columns).toEqual([
      words('zip', '1', '20'),
    ]);
    // Not what every object has by birth.
    expect(frameFromRows([JSON.parse('{"toString": 1}'), {}]).columns).toEqual([
      numbers('toString', 1, Number.NaN),
    ]);
  });

  it('refuses what it cannot hold', () => {
    expect(() => frameFromRows(bigs.map((id) => ({ id })))).toThrow(large);
    expect(() => frameFromRows([{ a: 1 }, { a: [1] }])).toThrow(
      /^row 2, column "a": a list, a record or the like where a number is needed$/,
    );
    expect(() => frameFromRows([{ a: 'x' }, { a: new Date(Number.NaN) }])).toThrow(/^row 2, column "a": /);
    expect(() => frameFromRows([{ a: '7' }], { a: 'number' })).toThrow(
      'row 1, column "a": "7" where a number is needed',
    );
  });
});

it('a frame of arrays by name takes typed ones, without a copy where they are double precision', () => {
  const age = Float64Array.of(1, 2);
  const frame = frameFromColumns({
    age,
    byte: Uint8Array.of(3, 4),
    single: Float32Array.of(0.5, 1.5),
    id: BigInt64Array.of(5n, -6n),
    job: ['cook', null],
  });
  expect(frame.columns[0]?.values).toBe(age);
  expect(frame.columns.slice(1)).toEqual([
    numbers('byte', 3, 4),
    numbers('single', 0.5, 1.5),
    numbers('id', 5, -6),
    words('job', 'cook', null),
  ]);
  expect(() => frameFromColumns({ id: BigInt64Array.from(bigs) })).toThrow(large);
  expect(() => frameFromColumns({ a: [1], b: [1, 2] })).toThrow('column "b": 2 values, the others have 1');
});

describe('a frame of an Arrow table', () => {
  const table = new Table({
    age: vectorFromArray([31, null, -2.5], new Float32()),
    count: vectorFromArray([2n ** 53n - 1n, null, -7n], new Int64()),
    isNew: vectorFromArray([true, null, false], new Bool()),
    job: vectorFromArray(['cook', null, 'cook'], new Dictionary(new Utf8(), new Int32())),
    day: vectorFromArray([day, null, day], new DateDay()),
    moment: vectorFromArray([noon, null, noon], new TimestampMicrosecond()),
  });

  it('has its numbers, truths, words and dates, in one chunk and in several', () => {
    expect(frameFromArrow(table)).toEqual(wanted);
    const both = frameFromArrow(table.concat(table));
    expect(both.rows).toBe(6);
    expect(both.columns.map(({ values }) => [...values])).toEqual(
      wanted.columns.map(({ values }) => [...values, ...values]),
    );
    const plain = tableFromArrays({ x: Float64Array.of(1, 2), y: Uint16Array.of(3, 4) });
    expect(frameFromArrow(plain.concat(plain)).columns).toEqual([
      numbers('x', 1, 2, 1, 2),
      numbers('y', 3, 4, 3, 4),
    ]);
    expect(frameFromArrow(plain.slice(1)).columns).toEqual([numbers('x', 2), numbers('y', 4)]);
  });

  it('refuses what it cannot hold', () => {
    expect(() => frameFromArrow(new Table({ id: vectorFromArray(bigs, new Int64()) }))).toThrow(large);
    const [child] = table.schema.fields;
    const lists = new Table({ pair: vectorFromArray([[1, 2]], new List(child as never)) });
    expect(() => frameFromArrow(lists)).toThrow(
      /^column "pair": Arrow’s List<.*> is neither numbers, text nor dates/,
    );
  });
});

describe('a frame of Polars', () => {
  it('has its numbers, truths, words and dates', () => {
    const frame = pl
      .DataFrame({
        age: [31, null, -2.5],
        count: [2 ** 53 - 1, null, -7],
        isNew: [true, null, false],
        job: ['cook', null, 'cook'],
        day: [day, null, day],
        moment: [noon, null, noon],
      })
      .withColumns(
        pl.col('count').cast(pl.Int64),
        pl.col('job').cast(pl.Categorical),
        pl.col('day').cast(pl.Date),
      );
    expect(frameFromPolars(frame)).toEqual(wanted);
    const plain = pl.DataFrame({ x: Float64Array.of(1, 2), job: ['a', 'b'] });
    expect(frameFromPolars(plain)).toEqual(frameOf([numbers('x', 1, 2), words('job', 'a', 'b')]));
  });

  it('refuses what it cannot hold', () => {
    expect(() => frameFromPolars(pl.DataFrame({ id: bigs }))).toThrow(large);
    expect(() =>
      frameFromPolars(pl.DataFrame({ id: bigs }).withColumns(pl.col('id').cast(pl.Int64))),
    ).toThrow(large);
    expect(() => frameFromPolars(pl.DataFrame({ pair: [[1, 2]] }))).toThrow(
      'column "pair": Polars’ List is neither numbers, text nor dates (cast it before)',
    );
  });
});

describe('a frame of what DuckDB finds', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const find = (query: string) => connection.runAndReadAll(query);

  it('has its numbers, truths, words and dates', async () => {
    const row = (age: number, count: bigint, isNew: boolean) =>
      `SELECT ${age}::DOUBLE age, ${count}::BIGINT count, ${isNew} isNew, 'cook'::ENUM('cook', 'smith') job,
       DATE '2020-02-29' AS day, TIMESTAMP '2020-02-29 12:00:00.125' AS moment`;
    const nothing = 'SELECT NULL, NULL, NULL, NULL, NULL, NULL';
    const query = `${row(31, 2n ** 53n - 1n, true)} UNION ALL ${nothing} UNION ALL ${row(-2.5, -7n, false)}`;
    expect(frameFromDuckdb(await find(query))).toEqual(wanted);
    expect(frameFromDuckdb(await find("SELECT 1.25::DECIMAL(9, 2) a, 2::UTINYINT a, 'x' b"))).toEqual(
      frameOf([numbers('a', 1.25), numbers('a:1', 2), words('b', 'x')]),
    );
  });

  it('refuses what it cannot hold', async () => {
    expect(() => frameFromDuckdb({ ...emptyReader, done: false })).toThrow(
      'DuckDB has more rows than were read',
    );
    const ids = await find('SELECT unnest([1, 9007199254740993]) id');
    expect(() => frameFromDuckdb(ids)).toThrow(large);
    const lists = await find('SELECT [1] pair');
    expect(() => frameFromDuckdb(lists)).toThrow(
      'column "pair": DuckDB’s INTEGER[] is neither numbers, text nor dates (cast it in the query)',
    );
  });
  const emptyReader = {
    done: true,
    currentRowCount: 0,
    deduplicatedColumnNames: () => [],
    columnTypes: () => [],
    getColumnsJS: () => [],
  };
});
