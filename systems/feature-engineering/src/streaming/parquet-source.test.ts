import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readTable } from '@modelfolio/inference';
import { describe, expect, it } from 'vitest';
import { frameFromTable } from '../frame/from-table.ts';
import { openRows } from './open-rows.ts';
import { allRows, collected, failureOf, testFile, testFolder } from './row-source-fixtures.ts';

/** A Parquet file that DuckDB writes of a query, in groups of 2048 rows. */
async function parquetFile(query: string): Promise<string> {
  const path = join(testFolder(), 'people.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`SET threads = 1; COPY (${query}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

const everything = `SELECT
  range::INTEGER AS small,
  range * 1000003 AS large,
  range / 7 AS part,
  (range / 7)::FLOAT AS single,
  range % 2 = 0 AS truth,
  (range / 10)::DECIMAL(9, 2) AS price,
  CASE WHEN range % 3 = 0 THEN NULL ELSE 'w' || range % 5 END AS word,
  (range % 9)::VARCHAR AS figure,
  DATE '2020-01-01' + range::INTEGER % 100 AS day,
  TIMESTAMP '2020-01-01 12:00:00' + INTERVAL (range) SECOND AS moment,
  NULL::VARCHAR AS nothing,
  '' AS blank
  FROM range(5000)`;

describe('rows of Parquet in batches', () => {
  it('are what the file has in memory', async () => {
    const path = await parquetFile(everything);
    const source = await openRows(path, { batchRows: 1000 });
    expect(source.rows).toBe(5000);
    const whole = frameFromTable(await readTable(readFileSync(path), path));
    expect(await allRows(source)).toEqual(whole);
    expect((await collected(source.batches())).map(({ rows }) => rows)).toEqual([
      1000, 1000, 48, 1000, 1000, 48, 904,
    ]);
    const textual = source.columns.filter(({ type }) => type === 'text');
    expect(textual.map(({ name }) => name)).toEqual(['word', 'day', 'moment']);
  });

  it('come as the types that are given, of the columns that are wanted', async () => {
    const path = await parquetFile(everything);
    const source = await openRows(path, {
      only: ['figure', 'small'],
      types: { figure: 'text', small: 'text' },
    });
    const { columns } = await allRows(source);
    expect(columns.map(({ name, values }) => [name, values[10]])).toEqual([
      ['small', '10'],
      ['figure', '1'],
    ]);
  });

  it('are those of standard input and of no rows too', async () => {
    const path = await parquetFile('SELECT 1 AS a, 2.5::DOUBLE AS b WHERE false');
    const source = await openRows(path);
    expect([source.rows, source.columns.length, await collected(source.batches())]).toEqual([0, 2, []]);
  });
});

describe('a Parquet file that cannot be read is refused in one line', () => {
  it('whole numbers that are not exact', async () => {
    const path = await parquetFile('SELECT 9007199254740993 - 2 * (1 - range) AS id FROM range(2)');
    expect(await failureOf(async () => allRows(await openRows(path)))).toBe(
      `${path}, row 2, column "id": 9007199254740993 is beyond the whole numbers that are exact (read the column as text, or leave it out)`,
    );
    const text = await allRows(await openRows(path, { types: { id: 'text' } }));
    expect(text.columns[0]?.values).toEqual(['9007199254740991', '9007199254740993']);
  });

  it('lists, text among numbers, columns that are missing', async () => {
    const path = await parquetFile("SELECT [1, 2] AS pair, 'old' AS age");
    expect(await failureOf(async () => allRows(await openRows(path)))).toBe(
      `${path}, row 1, column "pair": a list or record, expected one value a cell`,
    );
    expect(
      await failureOf(async () => allRows(await openRows(path, { only: ['age'], types: { age: 'number' } }))),
    ).toBe(`${path}, row 1, column "age": "old" is no number`);
    expect(await failureOf(() => openRows(path, { only: ['wage', 'home'] }))).toBe(
      `${path}: 2 columns are missing: "wage", "home" (there are: pair, age)`,
    );
  });

  it('a file that has changed', async () => {
    const path = await parquetFile('SELECT range AS a FROM range(5000)');
    const source = await openRows(path);
    appendFileSync(path, 'more');
    expect(await failureOf(() => allRows(source))).toBe(
      `${path}: the file has changed since it was first read (do it again when nothing writes to it)`,
    );
  });

  it('a damaged file', async () => {
    const path = await parquetFile('SELECT range AS a FROM range(5000)');
    const bytes = readFileSync(path);
    const damaged = testFile('damaged.parquet', bytes.fill(0xff, 100, 5000));
    expect(await failureOf(async () => allRows(await openRows(damaged)))).toBe(
      `${damaged}: not a Parquet file, or damaged (write it again)`,
    );
    truncateSync(path, 1000);
    expect(await failureOf(() => openRows(path))).toBe(
      `${path}: not a Parquet file, or damaged (write it again)`,
    );
  });
});
