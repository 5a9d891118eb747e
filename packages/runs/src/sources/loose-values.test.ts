import { describe, expect, it } from 'vitest';
import {
  decodeText,
  flatten,
  isMapping,
  parsePythonJson,
  parseYaml,
  readNumber,
  toParam,
  toText,
} from './loose-values.ts';

const refusal = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
};

describe('a number as people and tools write it', () => {
  it.each([
    [1.5, 1.5],
    [Number.NaN, 'NaN'],
    [' -1.5e3 ', -1500],
    ['+.5', 0.5],
    ['5.', 5],
    ['1e999', 'Infinity'],
    ['nan', 'NaN'],
    ['-.NaN', 'NaN'],
    ['inf', 'Infinity'],
    ['-.Inf', '-Infinity'],
    ['+Infinity', 'Infinity'],
    ['1,5', null],
    ['x1', null],
    ['1x', null],
    ['infinite', null],
    ['nano', null],
    ['a nan', null],
    ['', null],
    [true, null],
    [null, null],
  ])('%j is %j', (value, expected) => {
    expect(readNumber(value)).toBe(expected);
  });
});

it('a mapping is neither a list nor a date', () => {
  expect([{}, { a: 1 }, [], null, 'a', new Date(0)].map(isMapping)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

it('nested mappings are one, with their path; lists and nothing stay values', () => {
  expect(flatten({ a: { b: 1, c: { d: [2] } }, e: null, f: {} }, 'x.yaml')).toEqual([
    ['a/b', 1],
    ['a/c/d', [2]],
    ['e', null],
  ]);
  const deep = (levels: number): Record<string, unknown> =>
    levels === 1 ? { end: 1 } : { a: deep(levels - 1) };
  expect(flatten(deep(64), 'x.yaml')).toHaveLength(1);
  expect(refusal(() => flatten(deep(65), 'x.yaml'))).toMatchObject({
    code: 'run-invalid',
    message: 'x.yaml: nested too deep',
  });
});

it.each([
  [null, null],
  [undefined, null],
  [false, false],
  ['a', 'a'],
  [2, 2],
  [Infinity, 'Infinity'],
  [[1, 'b'], '[1,"b"]'],
  [12n, '12'],
])('%s is kept as the param %j', (value, param) => {
  expect(toParam(value)).toBe(param);
});

it('any value is text', () => {
  expect(['a', 1, { b: [2] }, 3n, undefined].map(toText)).toEqual(['a', '1', '{"b":[2]}', '3', '']);
});

it('JSON may have the numbers that Python writes, but not in its words', () => {
  expect(
    parsePythonJson('\uFEFF{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN \\" NaN"}', 'm.json'),
  ).toEqual({
    a: 'NaN',
    b: ['-Infinity', 'Infinity'],
    c: 'NaN " NaN',
  });
  expect(refusal(() => parsePythonJson('{', 'm.json', '/a'))).toMatchObject({
    code: 'run-invalid',
    message: expect.stringMatching(/^m\.json: \/a: not JSON: /),
  });
});

it('text is UTF-8', () => {
  expect(decodeText(new TextEncoder().encode('ä'), 'x')).toBe('ä');
  expect(refusal(() => decodeText(Uint8Array.of(0xff), 'x'))).toMatchObject({
    code: 'run-invalid',
    message: 'x: not text in UTF-8',
  });
});

describe('YAML', () => {
  it('is that of version 1.2, in which no is a word', () => {
    expect(parseYaml('a: no\nb: 010\nc: [1, x]', 'x.yaml')).toEqual({ a: 'no', b: 10, c: [1, 'x'] });
  });

  it('is refused with its line, counted from that of the file', () => {
    expect(refusal(() => parseYaml('a: 1\nb: [', 'x.yaml'))).toMatchObject({
      code: 'run-invalid',
      place: { file: 'x.yaml', field: expect.stringMatching(/^2:\d+$/) },
    });
    expect(refusal(() => parseYaml('a: 1\nb: [', 'x.md', 10))).toMatchObject({
      place: { field: expect.stringMatching(/^11:\d+$/) },
    });
  });

  it('of aliases that stand for gigabytes is refused', () => {
    const bomb = [
      'a: &a [x]',
      ...'bcdef'
        .split('')
        .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcde'[at]}`).join(', ')}]`),
    ];
    expect(refusal(() => parseYaml(bomb.join('\n'), 'x.yaml'))).toMatchObject({
      code: 'run-invalid',
      message: expect.stringMatching(/^x\.yaml: not YAML: .*alias/i),
    });
  });
});

describe('what is nested too deep', () => {
  const nested = (depth: number): Record<string, unknown> =>
    depth === 0 ? { a: 1 } : { a: nested(depth - 1) };

  it('is refused in words, and what is nested as deep as may be is read', () => {
    expect(refusal(() => flatten(nested(64), 'x.yaml'))).toMatchObject({
      code: 'run-invalid',
      message: expect.stringContaining('x.yaml: nested too deep'),
    });
    expect(flatten(nested(63), 'x.yaml')).toEqual([[Array(64).fill('a').join('/'), 1]]);
  });
});

it('text stays as it is', () => {
  expect([toText('a "b"'), toParam('a "b"')]).toEqual(['a "b"', 'a "b"']);
});
