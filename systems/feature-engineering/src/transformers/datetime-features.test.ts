import { describe, expect, it } from 'vitest';
import { compile, fit, frameOf, type Frame } from '../index.ts';

const words = (...values: (string | null)[]): Frame => frameOf([{ name: 'when', type: 'text', values }]);
const numbers = (...values: number[]): Frame =>
  frameOf([{ name: 'when', type: 'number', values: Float64Array.from(values) }]);

/** The parts of each row, side by side. */
function partsOf(frame: Frame, params: Record<string, unknown>): number[][] {
  const { columns } = compile(fit({ kind: 'DatetimeFeatures', ...params }, frame)).run(frame);
  return Array.from({ length: frame.rows }, (_, row) => columns.map(({ values }) => Number(values[row])));
}
const date = { features: ['year', 'month', 'day_of_month'] };
const time = { features: ['day_of_month', 'hour', 'minute', 'second'] };

describe('parts of dates', () => {
  it('are named after the column, those of feature-engine by default', () => {
    const frame = words('2024-02-29T12:34:56Z');
    const { names, run } = compile(fit({ kind: 'DatetimeFeatures' }, frame));
    expect(names).toEqual(
      ['month', 'year', 'day_of_week', 'day_of_month', 'hour', 'minute', 'second'].map(
        (part) => `when_${part}`,
      ),
    );
    expect(run(frame).columns.map(({ name, values }) => [name, values[0]])).toEqual(
      [2, 2024, 3, 29, 12, 34, 56].map((value, at) => [names[at], value]),
    );
  });

  it('are missing where the date is', () => {
    expect(partsOf(words(null, '2024-01-01'), date)).toEqual([
      [Number.NaN, Number.NaN, Number.NaN],
      [2024, 1, 1],
    ]);
    expect(partsOf(numbers(Number.NaN), date)).toEqual([[Number.NaN, Number.NaN, Number.NaN]]);
  });

  it.each([
    ['2024-06-01T00:30:00+02:00', [31, 22, 30, 0]],
    ['2024-06-01 23:30:59.999999999-0045', [2, 0, 15, 59]],
    ['20240601T0102', [1, 1, 2, 0]],
    ['2024-06', [1, 0, 0, 0]],
    ['2024', [1, 0, 0, 0]],
  ])('%s is taken to UTC', (text, wanted) => {
    expect(partsOf(words(text), time)).toEqual([wanted]);
  });

  it.each([
    ['%d.%m.%Y', '9.2.2024', [9, 0, 0, 0]],
    ['%b %d %Y, %I:%M %p', 'fEb 09 2024,  12:05 am', [9, 0, 5, 0]],
    ['%I%p %d/%m/%y', '12PM 09/02/68', [9, 12, 0, 0]],
    ['%H:%M:%S.%f', '01:02:03.5', [1, 1, 2, 3]],
    ['%Y-%j (%%)', '2024-366 (%)', [31, 0, 0, 0]],
    ['%A %d %B %Y %z', 'friday 9 february 2024 +01:00', [8, 23, 0, 0]],
  ])('%s reads %s', (format, text, wanted) => {
    expect(partsOf(words(text), { ...time, formats: [format] })).toEqual([wanted]);
  });

  it('years of two digits are from 1969 to 2068', () => {
    const params = { features: ['year'], formats: ['%y-%j'] };
    expect(partsOf(words('68-001', '69-001', '00-366', '99-365'), params).flat()).toEqual([
      2068, 1969, 2000, 1999,
    ]);
    expect(() => partsOf(words('99-366'), params)).toThrow('"99-366" is no date in %y-%j');
  });

  it('know the starts and ends of months, quarters and years', () => {
    const features = ['month_start', 'month_end', 'quarter_start', 'quarter_end', 'year_start', 'year_end'];
    const days = ['2024-01-01', '2024-02-29', '2023-02-28', '2024-06-30', '2024-10-01', '2024-12-31'];
    expect(partsOf(words(...days, '2024-05-17'), { features })).toEqual([
      [1, 0, 1, 0, 1, 0],
      [0, 1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0, 0],
      [0, 1, 0, 1, 0, 0],
      [1, 0, 1, 0, 0, 0],
      [0, 1, 0, 1, 0, 1],
      [0, 0, 0, 0, 0, 0],
    ]);
  });

  it('formats are tried in their order', () => {
    const either = { ...date, formats: ['%m/%d/%Y', '%d/%m/%Y', 'iso'] };
    expect(partsOf(words('02/03/2024', '13/02/2024', '2024-02-13'), either)).toEqual([
      [2024, 2, 3],
      [2024, 2, 13],
      [2024, 2, 13],
    ]);
  });

  it.each([
    ['s', 86399.9, [1, 23, 59, 59]],
    ['ms', -1, [31, 23, 59, 59]],
    ['D', 59.5, [1, 12, 0, 0]],
    ['h', 25, [2, 1, 0, 0]],
    ['m', 1441, [2, 0, 1, 0]],
    ['us', 1e6, [1, 0, 0, 1]],
  ])('numbers count from 1970: in %s, %d', (unit, value, wanted) => {
    expect(partsOf(numbers(value), { ...time, unit })).toEqual([wanted]);
  });

  it.each([
    '2023-02-29',
    '2023-02-30',
    '2023-13-01',
    '2023-00-10',
    '2023-01-00',
    '0000-01-01',
    '0000-12-31T23:30-01:00',
    '0001-01-01T00:00+01:00',
    '9999-12-31T23:59-01:00',
    '2023-01-01T24:00',
    '2023-01-01T10:60',
    '2023-01T10:00',
    '2023-1-1',
    ' 2023-01-01',
    '2023-01-01x',
    '',
    'soon',
  ])('%j is no date: the row and the formats are named, or it is missing', (text) => {
    const frame = words('2023-01-01', null, text);
    expect(() => fit({ kind: 'DatetimeFeatures' }, frame)).toThrow(
      `row 3, column "when": ${JSON.stringify(text)} is no date in iso (errors: 'coerce' makes it missing)`,
    );
    expect(partsOf(frame, { ...date, errors: 'coerce' })[2]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  it('what was learned from good rows refuses a bad one', () => {
    const { run } = compile(
      fit({ kind: 'DatetimeFeatures', formats: ['%d.%m.%Y', 'iso'] }, words('01.02.2024')),
    );
    expect(() => run(words('2024-02-01', '31.04.2024'))).toThrow(
      'row 2, column "when": "31.04.2024" is no date in %d.%m.%Y, iso',
    );
  });

  it.each([Infinity, 1e15, -1e15])('%d is no moment', (value) => {
    expect(() => fit({ kind: 'DatetimeFeatures' }, numbers(0, value))).toThrow(
      `row 2, column "when": ${value} s from 1970 is not in the years 1 to 9999`,
    );
    expect(partsOf(numbers(value), { ...date, errors: 'coerce' })[0]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it.each([
    ['%Q', 'has %Q'],
    ['%', 'has %'],
    ['%Y %Y', 'has %Y twice'],
  ])('the format %s is refused', (format, reason) => {
    expect(() => fit({ kind: 'DatetimeFeatures', formats: [format] }, words(null))).toThrow(
      `the format ${JSON.stringify(format)} ${reason} (there are: %Y %y %m`,
    );
  });

  it('the column itself may stay, before its parts', () => {
    const frame = words('2024-01-01');
    const { names, run } = compile(
      fit({ kind: 'DatetimeFeatures', features: ['year'], dropOriginal: false }, frame),
    );
    expect(names).toEqual(['when', 'when_year']);
    expect(run(frame).columns[0]).toEqual(frame.columns[0]);
  });
});
