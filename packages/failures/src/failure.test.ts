import { describe, expect, it } from 'vitest';
import { Failure, onOneLine, shownValue } from './failure.ts';

describe('a failure', () => {
  it.each([
    [{}, 'it is wrong'],
    [{ file: 'a.yaml', field: 'sections.0' }, 'a.yaml: sections.0: it is wrong'],
    [{ file: 'a.csv', row: 3, column: 'age' }, 'a.csv, row 3, column "age": it is wrong'],
    [{ file: 'a.csv', line: 12, column: 'age' }, 'a.csv:12, column "age": it is wrong'],
    [{ column: 'age', hint: 'name another' }, 'column "age": it is wrong (name another)'],
    [{ field: 'column 17', hint: null }, 'column 17: it is wrong'],
    [{ row: 0 }, 'row 0: it is wrong'],
  ])('says where: %j', (details, message) => {
    expect(new Failure('wrong', 'it is wrong', details).message).toBe(message);
  });

  it('keeps its parts and what caused it', () => {
    const cause = new Error('deep');
    const failure = new Failure('wrong', 'it is\n wrong', { file: 'a', row: 2, hint: 'do\nthis', cause });
    expect(failure).toMatchObject({
      name: 'Failure',
      code: 'wrong',
      reason: 'it is wrong',
      hint: 'do this',
      place: { file: 'a', row: 2 },
      cause,
    });
    expect(new Failure('wrong', 'it')).toMatchObject({ hint: null, place: {} });
    expect('cause' in new Failure('wrong', 'it')).toBe(false);
  });

  it('is one line that can be read, whatever a file says', () => {
    const { message } = new Failure('wrong', 'x\u2028y\r\nz'.repeat(2000), { file: 'a\nb', column: 'c\nd' });
    expect(message).not.toMatch(/[\n\r\u2028]/);
    expect(message.length).toBeLessThan(2100);
    expect(onOneLine('a \n b')).toBe('a b');
  });
});

it('shows values quoted and short', () => {
  expect(shownValue('a"b')).toBe(String.raw`"a\"b"`);
  expect(shownValue(null)).toBe('"null"');
  expect(shownValue('x'.repeat(100))).toBe(`"${'x'.repeat(56)}…"`);
});
