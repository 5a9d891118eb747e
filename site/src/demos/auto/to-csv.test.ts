import { expect, test } from 'vitest';
import { guardedCell, toCsv } from './to-csv.ts';

test('what a spreadsheet takes for a formula gets an apostrophe, a number does not', () => {
  for (const text of ['=1+1', '+cmd', '-x', '@sum', '\tx', '-'])
    expect(guardedCell(text).text).toBe(`'${text}`);
  for (const cell of ['-1.5', '+2e3', 'a=b', '', -3])
    expect(guardedCell(cell)).toEqual({ text: String(cell), guarded: false });
});

test('quotes what needs them, and leaves missing values empty', () => {
  const rows = [
    ['a"b', null, 1.5],
    ['x,y', '=z', Number.NaN],
  ] as const;
  const { csv, guarded } = toCsv(['text', 'odd', 'number'], 2, (row) => rows[row] ?? []);
  expect(new TextDecoder().decode(csv)).toBe(`text,odd,number\n"a""b",,1.5\n"x,y",'=z,\n`);
  expect(guarded).toBe(1);
});
