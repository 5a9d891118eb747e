import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { InferenceError } from './inference-error.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const failure = (text: string): string => {
  try {
    readCsv(bytes(text), 'test.csv');
  } catch (error) {
    if (error instanceof InferenceError) return error.message;
    throw error;
  }
  throw new Error('it was read');
};

/** "read", or the message of a refusal; any other failure is thrown on. */
function outcome(content: Uint8Array): string {
  try {
    readCsv(content, 'test.csv');
    return 'read';
  } catch (error) {
    if (error instanceof InferenceError) return error.message;
    throw error;
  }
}

describe('CSV', () => {
  it('is read with commas, semicolons, tabs and bars, with and without a byte order mark', () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const table = readCsv(
        bytes(`\uFEFFa${delimiter}"b ,;x"\n1${delimiter}2\r\n${delimiter}x\n`),
        'test.csv',
      );
      expect(table.columns).toEqual(['a', 'b ,;x']);
      expect(table.column('a')).toEqual(['1', null]);
      expect(table.column('b ,;x')).toEqual(['2', 'x']);
    }
  });

  it('is read as UTF-16 where its first bytes say so', () => {
    const little = Buffer.from('\uFEFFä,b\n1,2\n', 'utf16le');
    for (const content of [little, Buffer.from(little).swap16()]) {
      const table = readCsv(Uint8Array.from(content), 'test.csv');
      expect([table.columns, table.column('ä')]).toEqual([['ä', 'b'], ['1']]);
    }
  });

  it('knows the line of every row, across quoted newlines and empty lines', () => {
    const table = readCsv(bytes('a,b\n"one\ntwo",1\n\n3,4\n'), 'test.csv');
    expect(table.rows).toBe(2);
    expect([table.lineOf(0), table.lineOf(1)]).toEqual([2, 5]);
    const windows = readCsv(bytes('a,b\r\n"one\r\ntwo",1\r\n\r\n3,4\r\n'), 'test.csv');
    expect([windows.lineOf(0), windows.lineOf(1)]).toEqual([2, 5]);
  });

  it('is refused in one line that names the place', () => {
    expect(failure('')).toBe('test.csv: empty (the first line names the columns)');
    expect(failure('a,b\n1,2\n1,2,3\n')).toMatch(/^test\.csv:3: 3 cells, the header has 2/);
    expect(failure('a,b\n1\n')).toMatch(/^test\.csv:2: 1 cells, the header has 2/);
    expect(failure('a,a\n1,2\n')).toMatch(/^test\.csv:1: two columns are named "a"/);
    expect(failure(',a\n0,2\n')).toMatch(/^test\.csv:1: column 1 has no name.*index=False/);
    expect(failure('a,b\n1,"x\n')).toMatch(/^test\.csv:\d: /);
    expect(() => readCsv(Uint8Array.of(0x61, 0x0a, 0xc3, 0x28), 'x.csv')).toThrow('x.csv: not UTF-8 text');
    for (const [first = 0, second = 0] of [
      [0xff, 0x61],
      [0x61, 0xfe],
      [0xfe, 0x61],
      [0x61, 0xff],
    ])
      expect(() => readCsv(Uint8Array.of(first, second, 0x0a, 0x31), 'x.csv')).toThrow('not UTF-8 text');
  });

  it('comes back as it was written', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => text.trim() !== '' && !text.includes('\0'));
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const text = ['p,q', ...rows.map((row) => row.map(quoted).join(','))].join('\n');
        const table = readCsv(text, 'test.csv');
        expect(table.column('p')).toEqual(rows.map(([p]) => p));
        expect(table.column('q')).toEqual(rows.map(([, q]) => q));
      }),
    );
  });

  it('is read or refused whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (content) => {
        expect(outcome(content)).toMatch(/^[^\n]+$/);
      }),
    );
  });
});
