import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readTable } from '@modelfolio/inference';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../frame/frame.ts';
import { frameFromTable } from '../frame/from-table.ts';
import { openRows } from './open-rows.ts';
import { lineIn } from './row-lines.ts';
import { allRows, collected, failureOf, testFile } from './row-source-fixtures.ts';
import type { RowsOptions } from './rows-options.ts';
import { realStreamEffects } from './stream-effects.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = async (path: string, options: Partial<RowsOptions> = {}) =>
  allRows(await openRows(path, options));
const readText = (text: string | Uint8Array, options: Partial<RowsOptions> = {}, name = 'people.csv') =>
  read(testFile(name, text), options);
/** What is wrong with a file, without the folder that it is in. */
async function refusal(
  text: string | Uint8Array,
  options: Partial<RowsOptions> = {},
  name = 'people.csv',
): Promise<string> {
  const path = testFile(name, text);
  return (await failureOf(() => read(path, options))).replace(`${dirname(path)}/`, '');
}

/** What comes of it, or what is wrong in one line, without the folder that the file is in. */
const outcome = async (work: () => Promise<Frame>): Promise<Frame | string> =>
  work().catch((error: Error) => error.message.replace(/^.*\//, ''));

const oddCells = (
  '| |1|-0|+3|.5|5.|1e3|-12.75|0.1|123456789012345678|9007199254740993|1.7976931348623157e308|4.9e-324|-|.|1e|0x10|1 2|' +
  '0.000001234567890123|00012|inf|-Infinity|NaN|NA|null|cook|smith|ä|🙂|\u00a0| 7 |a word of more letters than are remembered'
).split('|');

describe('rows of CSV in batches', () => {
  it('are what the file has in memory, whatever is in it and wherever it is cut', async () => {
    const plain = fc.constantFrom(...oddCells);
    const numeric = fc.double().map(String);
    const quoted = fc
      .string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü', '1') })
      .map((text) => `"${text.replaceAll('"', '""')}"`);
    const cell = fc.oneof({ weight: 4, arbitrary: plain }, { weight: 2, arbitrary: numeric }, quoted);
    const anyCell = fc.oneof({ weight: 20, arbitrary: cell }, fc.constantFrom('"', 'a"b', '1,2', '\n'));
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const table = fc.record({
      rows: fc.array(fc.tuple(anyCell, cell, plain), { maxLength: 12 }),
      width: fc.integer({ min: 1, max: 3 }),
      end,
      last: fc.boolean(),
      batchRows: fc.integer({ min: 1, max: 5 }),
      blockBytes: fc.constantFrom(16, 64, 4096),
    });
    await fc.assert(
      fc.asyncProperty(table, async ({ rows, width, end: line, last, batchRows, blockBytes }) => {
        const records = [['p', 'q', 'r'], ...rows].map((row) => row.slice(0, width).join(','));
        const text = records.join(line) + (last ? line : '');
        const options = { batchRows, blockBytes };
        const found = await outcome(() => readText(text, options));
        const whole = await outcome(async () => frameFromTable(await readTable(bytes(text), 'people.csv')));
        // After a stray quote in front, what is wrong further on may be told in its stead.
        const isStray = typeof whole === 'string' && !whole.includes('the header has');
        expect(isStray ? typeof found : found).toEqual(isStray ? 'string' : whole);
      }),
      { numRuns: 400 },
    );
  });

  it('come in any encoding that says so, packed or not', async () => {
    const text = 'job,age\nKöchin,31\n🙂,2\n';
    const wanted = await readText(text);
    expect(wanted.columns).toEqual([
      { name: 'job', type: 'text', values: ['Köchin', '🙂'] },
      { name: 'age', type: 'number', values: Float64Array.of(31, 2) },
    ]);
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const content of [bytes(`\uFEFF${text}`), little, big, gzipSync(text), gzipSync(big)])
      expect(await readText(content, { blockBytes: 8 })).toEqual(wanted);
    expect(await readText(gzipSync(text), {}, 'people.csv.gz')).toEqual(wanted);
    expect(await readText(text.replaceAll(',', '\t'), {}, 'people.tsv')).toEqual(wanted);
    expect(await readText(text.replaceAll(',', '~'), { delimiter: '~' })).toEqual(wanted);
  });

  it('have types that are found over the whole file, or given', async () => {
    const text = `a,b,c,d\n${'1,,x,1\n'.repeat(2000)}1,,,zip\n`;
    const source = await openRows(testFile('a.csv', text), { blockBytes: 64 });
    expect(source.rows).toBe(2001);
    expect(source.columns.map(({ type }) => type)).toEqual(['number', 'number', 'text', 'text']);
    const types = { a: 'text', b: 'text', c: 'text', d: 'text' } as const;
    const given = await openRows(testFile('a.csv', text), { types });
    expect(given.rows).toBeNull();
    expect((await allRows(given)).columns.every(({ type }) => type === 'text')).toBe(true);
  });

  it('are those of some columns, where only these are wanted', async () => {
    const text = 'a,b,c\n1,x,3\n2,"y",4\n';
    expect((await readText('constructor,__proto__\n1,x\n')).columns.map(({ type }) => type)).toEqual([
      'number',
      'text',
    ]);
    expect((await readText(text, { only: ['c', 'a'] })).columns).toEqual([
      { name: 'a', type: 'number', values: Float64Array.of(1, 2) },
      { name: 'c', type: 'number', values: Float64Array.of(3, 4) },
    ]);
    expect(await refusal(text, { only: ['a', 'wage', 'home'] })).toBe(
      'people.csv: 2 columns are missing: "wage", "home" (there are: a, b, c)',
    );
  });

  it('keep the infinities, a negative zero and the lines they are on', async () => {
    const source = await openRows(testFile('a.csv', 'x,y\ninf,-0\n\n-inf,0\nInfinity,"1"\n'));
    const [frame] = await collected(source.batches());
    expect(frame?.columns.map(({ values }) => [...values])).toEqual([
      [Infinity, -Infinity, Infinity],
      [-0, 0, 1],
    ]);
    expect([0, 1, 2].map((row) => frame && lineIn(frame, row))).toEqual([2, 4, 5]);
  });

  it('of many words are each its own, and each on its line', async () => {
    const words = Array.from({ length: 20_000 }, (_, at) => `word${String(at % 17_000).padStart(5, '0')}`);
    for (const end of ['\n', '\r\n', '\r']) {
      const path = testFile('a.csv', ['job', ...words].join(end));
      // Blocks that are shorter than a line, and that end within the end of one.
      for (const blockBytes of [9, 10, 11, 12, 4096]) {
        const source = await openRows(path, { blockBytes, batchRows: 20_000, types: { job: 'text' } });
        const [frame] = await collected(source.batches());
        expect(frame?.columns[0]?.values).toEqual(words);
        expect(frame && lineIn(frame, 19_999)).toBe(20_001);
      }
    }
  });

  it('of a header alone are none, in columns of numbers', async () => {
    const source = await openRows(testFile('a.csv', 'x,y\n'));
    expect([source.rows, await collected(source.batches())]).toEqual([0, []]);
    expect(source.columns).toEqual([
      { name: 'x', type: 'number' },
      { name: 'y', type: 'number' },
    ]);
  });
});

describe('a file that cannot be read is refused in one line', () => {
  const long = `a,b\n${'1,2\n'.repeat(500)}`;
  const numbers = { types: { a: 'number', b: 'number' } } as const;
  it.each<[string, string | Uint8Array, Partial<RowsOptions>, string]>([
    [
      'too few cells',
      `${long}3\n`,
      {},
      'people.csv:502: 1 cells, the header has 2 (quote cells that hold the delimiter)',
    ],
    [
      'too many cells',
      `${long}3,4,5\n`,
      {},
      'people.csv:502: 3 cells, the header has 2 (quote cells that hold the delimiter)',
    ],
    [
      'too few, with quotes',
      `${long}"3"\n`,
      {},
      'people.csv:502: 1 cells, the header has 2 (quote cells that hold the delimiter)',
    ],
    [
      'text among numbers',
      `${long}old,2\n`,
      numbers,
      'people.csv:502, row 501, column "a": "old" is no number',
    ],
    [
      'text among quoted numbers',
      `${long}"1","old"\n`,
      numbers,
      'people.csv:502, row 501, column "b": "old" is no number',
    ],
    [
      'a cell too few before a wrong one',
      'a,b\nold\n',
      numbers,
      'people.csv:2: 1 cells, the header has 2 (quote cells that hold the delimiter)',
    ],
    ['nothing', '', {}, 'people.csv: empty (the first line names the columns)'],
    ['empty lines', '\n\n', {}, 'people.csv: empty (the first line names the columns)'],
    [
      'two columns of one name',
      'a,a\n1,2\n',
      {},
      'people.csv:1: two columns are named "a" (rename one of them)',
    ],
    [
      'a byte of zeros',
      `${long}\u0000,2\n`,
      {},
      'people.csv:502: a byte of zeros, which is no text (it is damaged, or no CSV; save UTF-16 with its byte order mark)',
    ],
    [
      'Latin-1',
      Buffer.from(`${long}Köln,2\n`, 'latin1'),
      {},
      'people.csv:502: not UTF-8 text (save it as CSV in UTF-8)',
    ],
    [
      'half of a UTF-16 letter',
      Buffer.from([0xff, 0xfe, 0x61, 0, 0x3d, 0xd8]),
      {},
      'people.csv: not UTF-16 text, as its first bytes say (save it as CSV in UTF-8)',
    ],
    [
      'a stray quote',
      `${long}a"b,2\n`,
      {},
      'people.csv:502: Invalid Opening Quote (write quotes inside quoted cells twice)',
    ],
    [
      'a lone quote',
      `${long}",2\n`,
      {},
      'people.csv:502: Quote Not Closed (write quotes inside quoted cells twice)',
    ],
    [
      'a wrong delimiter',
      'a\n1\n',
      { delimiter: '1' },
      '"1" is no delimiter (one sign, such as , ; | or a tab)',
    ],
  ])('%s', async (_, text, options, message) => {
    expect(await refusal(text, { blockBytes: 64, batchRows: 7, ...options })).toBe(message);
  });

  it('a column without a name', async () => {
    expect(await refusal(',a\n0,2\n')).toMatch(/^people\.csv:1: column 1 has no name \(.*index=False\)\)$/);
  });

  it('a record that does not end', async () => {
    const endless = `a,b\n1,2\n"${'x,y\n'.repeat(1 << 25)}`;
    expect(await refusal(endless)).toBe(
      'people.csv:3: a record of more than 64 MiB (a quote is opened there that is not closed, or it is no CSV)',
    );
  });

  it('gzip that is cut off, or damaged', async () => {
    const text = `a,b\n${Array.from({ length: 5000 }, (_, at) => `${at},${at * at}\n`).join('')}`;
    const packed = gzipSync(text);
    expect(await refusal(packed.subarray(0, packed.length / 2))).toBe(
      'people.csv: the gzip ends too early (it was cut off, or is still being written: get it again)',
    );
    const damaged = Uint8Array.from(packed).fill(0, 100, 200);
    expect(await refusal(damaged)).toBe('people.csv: damaged gzip (compress it again)');
  });

  it('no file, a folder, a file of another kind', async () => {
    const path = testFile('a.csv', '');
    const folder = join(dirname(path), 'folder.csv');
    mkdirSync(folder);
    expect(await failureOf(() => read(`${path}x`))).toBe(
      `${path}x: there is no such file (look at the path)`,
    );
    expect(await failureOf(() => read(folder))).toBe(
      `${folder}: a folder where a file is needed (name a file in it)`,
    );
    expect(await refusal('x', {}, 'a.xlsx')).toBe(
      'a.xlsx: no table that can be read in batches (takes .csv, .csv.gz, .tsv and .parquet)',
    );
  });

  it('a file that changes, or goes, after it was first read', async () => {
    const path = testFile('a.csv', `a\n${'1\n'.repeat(100)}`);
    const source = await openRows(path, { batchRows: 1, blockBytes: 64 });
    const changed = `${path}: the file has changed since it was first read (do it again when nothing writes to it)`;
    const reading = source.batches()[Symbol.asyncIterator]();
    await reading.next();
    appendFileSync(path, '3\n');
    expect(await failureOf(() => collected({ [Symbol.asyncIterator]: () => reading }))).toBe(changed);
    expect(await failureOf(() => allRows(source))).toBe(changed);
    rmSync(path);
    expect(await failureOf(() => allRows(source))).toBe(`${path}: there is no such file (look at the path)`);
    writeFileSync(path, 'b\n');
    expect(await failureOf(() => allRows(source))).toBe(changed);
  });

  it('says how far it is, and ends when it is told to', async () => {
    const path = testFile('a.csv', `a\n${'1\n'.repeat(100)}`);
    const shares: (number | null)[] = [];
    await openRows(path, { batchRows: 50, progress: ({ share }) => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    const signal = AbortSignal.abort();
    await expect(openRows(path, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('standard input', () => {
  it('is put aside, read again and again, and gone when it is closed', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('features-'));
    async function* input(): AsyncGenerator<Uint8Array> {
      for (const part of ['a,b\n1', ',x\n', '2,y\n']) yield await Promise.resolve(bytes(part));
    }
    const source = await openRows('-', {}, { ...realStreamEffects, standardInput: input });
    const wanted = await readText('a,b\n1,x\n2,y\n');
    expect([await allRows(source), await allRows(source)]).toEqual([wanted, wanted]);
    expect(source.name).toBe('standard input');
    await source.close();
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('features-'))).toEqual(before);
  });
});
