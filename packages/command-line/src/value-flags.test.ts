import { describe, expect, it } from 'vitest';
import { UsageError } from './usage-error.ts';
import { choiceFlag, positiveFlag, wholeFlag, wholeNumber } from './value-flags.ts';

describe('a whole number', () => {
  it('is what its digits say', () => {
    expect(wholeFlag({ rows: ' 12 ' }, 'rows', { least: 1 })).toBe(12);
    expect(wholeFlag({ rows: '0' }, 'rows', { least: 0, most: 0 })).toBe(0);
    expect(wholeFlag({}, 'rows', { least: 1 })).toBeNull();
    expect(wholeNumber('65535', 'PORT', { least: 0, most: 65_535 })).toBe(65_535);
  });

  it.each(['', ' ', '-1', '+1', '1.5', '1e3', '0x10', '8o80', 'many', '1234567890123456', '0'])(
    'is not %j',
    (text) => {
      expect(() => wholeFlag({ rows: text }, 'rows', { least: 1 })).toThrow(
        new UsageError(`--rows: expected a whole number from 1, received ${JSON.stringify(text)}`),
      );
    },
  );

  it('may have an end and a hint', () => {
    expect(() => wholeNumber('65536', 'PORT', { least: 0, most: 65_535, hint: 'see --help' })).toThrow(
      'PORT: expected a whole number from 0 to 65535, received "65536" (see --help)',
    );
  });
});

it('takes numbers above 0', () => {
  expect(positiveFlag({ rate: '1e-3' }, 'rate')).toBe(0.001);
  expect(positiveFlag({}, 'rate')).toBeNull();
  for (const text of ['0', '-1', 'Infinity', '', 'fast'])
    expect(() => positiveFlag({ rate: text }, 'rate')).toThrow(
      `--rate: expected a number above 0, received ${JSON.stringify(text)}`,
    );
});

it('takes one of some words', () => {
  expect(choiceFlag({ format: 'text' }, 'format', ['text', 'github'])).toBe('text');
  expect(choiceFlag({}, 'format', ['text', 'github'])).toBeNull();
  expect(() => choiceFlag({ format: 'Text' }, 'format', ['text', 'github'])).toThrow(
    '--format: expected one of text, github, received "Text"',
  );
});
