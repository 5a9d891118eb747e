import { describe, expect, it } from 'vitest';
import { FeaturesError } from '../src/features-error.ts';
import { columnOf, numbersIn, textIn, type Frame } from '../src/frame/frame.ts';
import { lineWith, testText, trainText } from './census-fixtures.ts';
import { censusColumns, readCensus } from './read-census.ts';

const read = (text: string): Frame => readCensus(new TextEncoder().encode(text), 'adult.data');
const values = (frame: Frame, name: string): unknown[] => [...columnOf(frame, name).values];

function failureOf(run: () => unknown): FeaturesError {
  try {
    run();
  } catch (cause) {
    if (cause instanceof FeaturesError) return cause;
    throw cause;
  }
  throw new Error('no failure');
}

describe('readCensus', () => {
  it('reads the columns in order, numbers as numbers', () => {
    const frame = read(trainText);
    expect(frame.rows).toBe(2);
    expect(frame.columns.map(({ name, type }) => ({ name, type }))).toEqual(censusColumns);
    expect(frame.columns.map((column) => column.values[0])).toEqual([
      39,
      'State-gov',
      77516,
      'Bachelors',
      13,
      'Never-married',
      'Adm-clerical',
      'Not-in-family',
      'White',
      'Male',
      2174,
      0,
      40,
      'Peru',
      '<=50K',
    ]);
    expect(values(frame, 'income')).toEqual(['<=50K', '>50K']);
  });

  it('passes over the first line of adult.test and the full stops in it', () => {
    const frame = read(`${testText.trimEnd()}\n${lineWith({ 14: '>50K.' })}\n`);
    expect(values(frame, 'income')).toEqual(['<=50K', '>50K']);
  });

  it('reads unknown values as null, or NaN among numbers', () => {
    const frame = read(lineWith({ 0: '?', 1: '?', 13: '?' }));
    expect(numbersIn(frame, 'age')).toEqual(Float64Array.of(Number.NaN));
    expect(textIn(frame, 'workclass')).toEqual([null]);
    expect(textIn(frame, 'native_country')).toEqual([null]);
  });

  it('reads lines with another end, without an end, and without spaces', () => {
    const frame = read(`${lineWith()}\r\n${lineWith({ 0: '-1.5' }).replaceAll(', ', ',')}`);
    expect(values(frame, 'age')).toEqual([39, -1.5]);
    expect(values(frame, 'income')).toEqual(['<=50K', '<=50K']);
  });

  it.each<[string, string, string]>([
    ['a line cut short', '39, State-gov, 775', '3 of 15 fields'],
    ['a line too long', `${lineWith()}, 1`, '16 of 15 fields'],
    ['a blank line between', '', '1 of 15 fields'],
    ['a comment between', '|1x3 Cross validator', '1 of 15 fields'],
    ['no number', lineWith({ 10: '2x' }), 'column "capital_gain": "2x" is not a number'],
    [
      'no finite number',
      lineWith({ 0: '9'.repeat(400) }),
      `column "age": "${'9'.repeat(40)}…" is not a number`,
    ],
    ['an empty number', lineWith({ 4: '' }), 'column "education_num": there is no value'],
    ['an empty word', lineWith({ 9: ' ' }), 'column "sex": there is no value'],
    ['a label cut short', lineWith({ 14: '<=50' }), 'column "income": "<=50" is neither <=50K nor >50K'],
    ['an unknown label', lineWith({ 14: '?' }), 'column "income": "?" is neither <=50K nor >50K'],
  ])('names the line of %s', (_, line, reason) => {
    const comma = reason.startsWith('column') ? ', ' : ': ';
    const failure = failureOf(() => read(`|head\n${lineWith()}\n${line}\n${lineWith()}\n`));
    expect(failure.code).toBe('value-invalid');
    expect(failure.message).toContain(
      `adult.data, row 3${comma}${reason} (replace the file with the published one)`,
    );
  });

  it.each([
    ['', 'there is no row in it'],
    ['\n \n', 'there is no row in it'],
    ['|1x3 Cross validator\n\n', 'there is no row in it'],
  ])('refuses a file without rows: %j', (text, reason) => {
    const failure = failureOf(() => read(text));
    expect(failure.code).toBe('file-unreadable');
    expect(failure.message).toBe(`adult.data: ${reason} (replace the file with the published one)`);
  });

  it('refuses what is not text', () => {
    const failure = failureOf(() => readCensus(Uint8Array.of(0x1f, 0x8b, 0xff), 'adult.data'));
    expect(failure.message).toBe('adult.data: it is not text (replace the file with the published one)');
  });
});
