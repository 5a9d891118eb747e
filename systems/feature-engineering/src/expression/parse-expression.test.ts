import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeaturesError } from '../features-error.ts';
import { parseExpression } from './parse-expression.ts';
import type { ColumnTypes } from './parse-term.ts';

const types: ColumnTypes = new Map([
  ['a', 'number'],
  ['b', 'number'],
  ['hours per week', 'number'],
  ['min', 'number'],
  ['job', 'text'],
  ['größe', 'number'],
  ['wei`rd', 'text'],
]);

/** 0, 1 or 2 for one row; what is not given is null. */
function judged(source: string, row: Record<string, number | string> = {}): number {
  return parseExpression(source, types).bind({
    numbers: (name) => Float64Array.of(Number(row[name] ?? Number.NaN)),
    text: (name) => [row[name] === undefined ? null : String(row[name])],
  })(0);
}
const holds = (source: string, row?: Record<string, number | string>): boolean => judged(source, row) === 2;

describe('an expression', () => {
  const row = { a: 2, b: -3, 'hours per week': 40, min: 7, job: "it's", größe: 1, 'wei`rd': 'Ab' };
  it.each([
    '1 + 2 * 3 == 7',
    '(1 + 2) * 3 == 9',
    '10 - 3 - 2 == 5',
    '12 / 3 / 2 == 2',
    '2 * 7 % 4 == 2',
    '-7 % 3 == 2 and 7 % -3 == -2 and -7 % -3 == -1 and 6 % 3 == 0',
    '- - a == 2 and -a == -2 and +a == 2 and 3 - -a == 5 and -a * b == 6',
    '.5 == 0.5 and 1e3 == 1000 and 2. == 2 and 1E-1 == 0.1',
    'a==2 and b!=2 and b<a and a>b and a<=2 and a>=2',
    'not a == 3',
    'not a == 3 and not b == 0',
    'not (a == 2 and b == 2)',
    'a == 3 or a == 2 and b == -3',
    '(a == 3 or a == 2) and b == -3',
    'not a == 2 or b == -3',
    '`hours per week` <= 7 * 24',
    '`a` == a',
    'min == 7 and min(a, b) == b and max(a, b, min) == 7',
    'abs(b) == 3',
    'clip(a, 3, 9) == 3 and clip(9, a, 3) == 3 and clip(b, b, a) == b',
    'where(a > 1, 1, 0 / 0) == 1 and where(not a > 1, 1, -1) == -1',
    'sqrt(square(b)) == 3 and sign(b) == -1 and log1p(expm1(a)) == 2 and log2(8) == log10(1000)',
    "job == 'it''s' and job == \"it's\"",
    "`wei``rd` == 'Ab' and lower(`wei``rd`) == 'ab' and length(`wei``rd`) == 2",
    "length('\u{1F600}') == 1",
    "'\uFFFD' < '\u{1F600}'",
    'größe == 1',
    'a in [1, 2] and b in [-3] and a not in [3] and not a in [3]',
    "job in ['x', 'it''s'] and job not in ['x']",
    'not isnull(a) and not isnull(job)',
    'a in [2]and b<0or a==1',
    '1 / 0 > 1e300 and -1 / 0 < 0',
  ])('%s', (source) => {
    expect(holds(source, row)).toBe(true);
    expect(judged(`not (${source})`, row)).toBe(0);
  });

  it.each([
    ['a > 1', 1],
    ['not a > 1', 1],
    ['a != a', 1],
    ["job == 'x'", 1],
    ["job not in ['x']", 1],
    ['a in [1]', 1],
    ['a + 1 > 0', 1],
    ['min(a, 1) == 1', 1],
    ['length(lower(job)) > 0', 1],
    ['0 / 0 == 0', 1],
    ['where(a > 1, 1, 1) == 1', 1],
    ['where(isnull(a), 1, a) == 1', 2],
    ['clip(a, 0, 1) == 1', 1],
    ['isnull(a)', 2],
    ['isnull(lower(job))', 2],
    ['a > 1 or 1 == 1', 2],
    ['a > 1 or 1 == 2', 1],
    ['a > 1 and 1 == 1', 1],
    ['a > 1 and 1 == 2', 0],
    ['1 == 2 and a > 1', 0],
    ['isnull(a) or a > 1', 2],
  ])('with nulls: %s is %d', (source, truth) => {
    expect(judged(source)).toBe(truth);
  });

  it('names the columns that it reads, each once', () => {
    expect(parseExpression('b > a or isnull(b) or lower(job) == "x"', types).columns).toEqual([
      'b',
      'a',
      'job',
    ]);
  });

  it('reckons as JavaScript does, whatever the numbers', () => {
    const leaf = fc.constantFrom('a', 'b', '1', '2.5', '0');
    const { sum } = fc.letrec<{ sum: string }>((tie) => ({
      sum: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum')).map((parts) => parts.join(' ')),
        tie('sum').map((inner) => `(${inner})`),
        tie('sum').map((inner) => `- (${inner})`),
      ),
    }));
    const value = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(
        sum,
        sum,
        fc.constantFrom('<', '<=', '==', '!=', '>', '>='),
        value,
        value,
        (left, right, sign, a, b) => {
          const source = `${left} ${sign} ${right}`;
          // eslint-disable-next-line typescript/no-implied-eval -- the language itself is the judge
          const reference = new Function('a', 'b', `return ${source}`) as (a: number, b: number) => boolean;
          expect(holds(source, { a, b })).toBe(reference(a, b));
        },
      ),
    );
  });
});

/** Code of the error that an expression makes; `null` without one. */
function faultOf(source: string): unknown {
  try {
    judged(source, { a: 1, b: 2, job: 'x' });
    return null;
  } catch (error) {
    return (error as FeaturesError).code;
  }
}

describe('a fault is told with the rule and the character', () => {
  it.each([
    ['', 1, 'it ends, expected a value'],
    ['a', 1, 'this is a number, expected a comparison'],
    ['a >', 4, 'it ends, expected a value'],
    ['a = 1', 3, '"=" has no meaning here (equal is ==)'],
    ['a > 1 && b > 1', 7, '"&" has no meaning here (write and)'],
    ['a > 1 b', 7, '"b", expected and, or, or the end'],
    ['2a > 1', 2, '"a", expected and, or, or the end'],
    ['(a > 1', 7, 'it ends, expected )'],
    ['a > 1)', 6, '")", expected and, or, or the end'],
    ['a < 1 < 2', 7, 'comparisons cannot be chained (write a < b and b < c)'],
    ['a > and', 5, '"and", expected a value'],
    ['and > 1', 1, '"and", expected a value'],
    ["job > 'x", 7, "the ' is not closed"],
    ['`job', 1, 'the ` is not closed'],
    ['``', 1, 'the ` is not closed'],
    ['job > 1', 5, 'text and a number cannot be compared'],
    ['(a > 1) == (b > 1)', 9, 'a comparison and a comparison cannot be compared'],
    ["job + 'x' == 'y'", 1, '+ takes numbers, this is text'],
    ["1 + job == 'y'", 5, '+ takes numbers, this is text'],
    ['-job == 1', 2, '- takes numbers, this is text'],
    ['a > 1 and b', 11, 'this is a number, expected a comparison'],
    ['a or b > 1', 1, 'this is a number, expected a comparison'],
    ['not a', 5, 'this is a number, expected a comparison'],
    ['a in []', 7, '"]", expected a number'],
    ['a in [1', 8, 'it ends, expected ]'],
    ["a in ['x']", 7, '"x", expected a number'],
    ['job in [1]', 9, '"1", expected text in quotes'],
    ['a in 1', 6, '"1", expected ['],
    ['(a > 1) in [1]', 9, 'only values are in a list'],
    ['a not 1', 3, '"not", expected and, or, or the end'],
    ['round(a) == 1', 1, 'there is no function round (there are: isnull, min, max, clip, where, length, '],
    ['clip(a, b) == 1', 1, 'clip takes three values, not 2'],
    ['where(a, b, 1) == 1', 7, 'where takes a comparison first, this is a number'],
    ['where(a > 1, b > 1, 1) == 1', 14, 'where takes numbers, this is a comparison'],
    ['  a', 3, 'this is a number, expected a comparison'],
    ['abs(a, b) == 1', 1, 'abs takes one value, not 2'],
    ['min(a) == 1', 1, 'min takes two values or more, not 1'],
    ['abs() == 1', 5, '")", expected a value'],
    ['abs(job) == 1', 5, 'abs takes numbers, this is text'],
    ['length(a) == 1', 8, 'length takes text, this is a number'],
    ['isnull(a > 1)', 8, 'isnull takes values, this is a comparison'],
    ['a > 1e999', 5, '1e999 is too large'],
    ['wage > 1', 1, 'the rules have no column "wage" (text stands in quotes, '],
    [`${'('.repeat(200)}a`, 102, 'too much inside each other'],
    [`${'not '.repeat(200)}a`, 405, 'too much inside each other'],
    [`a > ${'-'.repeat(200)}1`, 106, 'too much inside each other'],
  ])('%s', (source, character, message) => {
    expect(() => parseExpression(source, types, 'mine')).toThrow(
      `rule "mine", character ${character}: ${message}`,
    );
  });

  it('and with the file', () => {
    expect(() => parseExpression('a', types, 'a', 'x.rules.json')).toThrow(
      /^x\.rules\.json: rule "a", character 1: /,
    );
  });

  it('whatever the text, it is a fault of the rules or none', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      'job',
      '`',
      "'x'",
      '(',
      ')',
      '[',
      ']',
      ',',
      '-',
      '%',
      '==',
      '<',
      'and',
      'not',
      'in',
      'or',
      'min',
      '1',
      '.',
      '$',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(faultOf(pieces.join(' '))).toBeOneOf([null, 'rules-invalid']);
      }),
      { numRuns: 1000 },
    );
  });
});
