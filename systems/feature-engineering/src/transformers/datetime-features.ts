import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import { frameOf, type Column } from '../frame/frame.ts';
import { dayNumber, dayOfNumber, daysInMonth, isLeapYear, isoWeek, weekday } from '../numeric/calendar.ts';
import { momentAt, momentReader, type Moment, type ReadMoment } from './datetime-formats.ts';
import { numberColumn, type InputColumn, type Transformer } from './transformer.ts';

/** What the parts of a moment are made of. */
interface Clock {
  year: number;
  month: number;
  day: number;
  /** From 1970-01-01. */
  number: number;
  /** Of the day. */
  second: number;
}

const isMonthEnd = ({ year, month, day }: Clock): boolean => day === daysInMonth(year, month);

/** The parts of a date and a time, by feature-engine's names and in its order. */
const parts = {
  month: ({ month }) => month,
  quarter: ({ month }) => Math.ceil(month / 3),
  semester: ({ month }) => Math.ceil(month / 6),
  year: ({ year }) => year,
  /** Of ISO 8601. */
  week: ({ number }) => isoWeek(number),
  /** From 0, Monday. */
  day_of_week: ({ number }) => weekday(number),
  day_of_month: ({ day }) => day,
  day_of_year: ({ number, year }) => number - dayNumber({ year, month: 1, day: 1 }) + 1,
  weekend: ({ number }) => weekday(number) >= 5,
  month_start: ({ day }) => day === 1,
  month_end: isMonthEnd,
  quarter_start: ({ month, day }) => month % 3 === 1 && day === 1,
  quarter_end: (clock) => clock.month % 3 === 0 && isMonthEnd(clock),
  year_start: ({ month, day }) => month === 1 && day === 1,
  year_end: ({ month, day }) => month === 12 && day === 31,
  leap_year: ({ year }) => isLeapYear(year),
  days_in_month: ({ year, month }) => daysInMonth(year, month),
  hour: ({ second }) => Math.floor(second / 3600),
  minute: ({ second }) => Math.floor(second / 60) % 60,
  second: ({ second }) => Math.floor(second) % 60,
} as const satisfies Readonly<Record<string, (clock: Clock) => number | boolean>>;
type Part = keyof typeof parts;

const allParts = Object.keys(parts) as [Part, ...Part[]];
/** feature-engine's own choice. */
const usualParts: readonly Part[] = [
  'month',
  'year',
  'day_of_week',
  'day_of_month',
  'hour',
  'minute',
  'second',
];
const unitSeconds = { D: 86400, h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6 } as const;

const params = z.strictObject({
  /** Which parts come out. */
  features: z.union([z.enum(['default', 'all']), z.array(z.enum(allParts)).min(1)]).default('default'),
  /** How texts are written: each is tried, in this order. */
  formats: z.union([z.literal('iso'), z.array(z.string().min(1)).min(1)]).default('iso'),
  /** What numbers count, from 1970-01-01T00:00Z. */
  unit: z.enum(Object.keys(unitSeconds) as (keyof typeof unitSeconds)[]).default('s'),
  /** What becomes of a value that is no moment: an error, or a missing value. */
  errors: z.enum(['raise', 'coerce']).default('raise'),
  /** Whether the columns themselves are left out; they come first. */
  dropOriginal: z.boolean().default(true),
});
const state = z.strictObject({});
type Params = z.infer<typeof params>;

/**
 * Parts of dates and times, as feature-engine's `DatetimeFeatures`: `<column>_<part>`. Times with an offset are taken to UTC; the
 * Gregorian calendar of the years 1 to 9999.
 */
export const datetimeFeatures: Transformer<Params, z.infer<typeof state>> = {
  kind: 'DatetimeFeatures',
  input: 'any',
  params,
  state,
  fit(frame, given) {
    const readers = readersOf(given);
    for (const column of frame.columns) momentsOf(column, given, readers);
    return {};
  },
  learner(_, given) {
    const readers = readersOf(given);
    return {
      add(frame) {
        for (const column of frame.columns) momentsOf(column, given, readers);
      },
      finish: () => ({}),
    };
  },
  compile(_, given, columns) {
    const readers = readersOf(given);
    const wanted = partsOf(given);
    return {
      names: namesOf(columns, given, wanted),
      run: (frame) =>
        frameOf(
          [
            ...(given.dropOriginal ? [] : frame.columns),
            ...frame.columns.flatMap((column) => {
              const moments = momentsOf(column, given, readers);
              return wanted.map((part) => numberColumn(`${column.name}_${part}`, partOf(moments, part)));
            }),
          ],
          frame.rows,
        ),
    };
  },
};

const partsOf = ({ features }: Params): readonly Part[] =>
  features === 'default' ? usualParts : features === 'all' ? allParts : features;

function namesOf(
  columns: readonly InputColumn[],
  { dropOriginal }: Params,
  wanted: readonly Part[],
): string[] {
  return [
    ...(dropOriginal ? [] : columns.map(({ name }) => name)),
    ...columns.flatMap(({ name }) => wanted.map((part) => `${name}_${part}`)),
  ];
}

const readersOf = ({ formats }: Params): ReadMoment[] => [formats].flat().map(momentReader);

function partOf(clocks: readonly (Clock | null)[], part: Part): Float64Array {
  const of: (clock: Clock) => number | boolean = parts[part];
  return Float64Array.from(clocks, (clock) => (clock === null ? Number.NaN : Number(of(clock))));
}

/**
 * The moments of a column, `null` where there is none.
 *
 * @throws FeaturesError `value-invalid` naming the first value that is no moment, unless they become missing
 */
function momentsOf(column: Column, given: Params, readers: readonly ReadMoment[]): (Clock | null)[] {
  const fault = (row: number, reason: string): null => {
    if (given.errors === 'coerce') return null;
    throw new FeaturesError('value-invalid', reason, {
      column: column.name,
      row: row + 1,
      hint: "errors: 'coerce' makes it missing",
    });
  };
  if (column.type === 'number')
    return Array.from(column.values, (value, row) => {
      if (Number.isNaN(value)) return null;
      const moment = momentOfNumber(value, given.unit);
      return moment
        ? clockOf(moment)
        : fault(row, `${value} ${given.unit} from 1970 is not in the years 1 to 9999`);
    });
  return column.values.map((text, row) => {
    if (text === null) return null;
    for (const read of readers) {
      const moment = read(text);
      if (moment) return clockOf(moment);
    }
    return fault(row, `${JSON.stringify(text)} is no date in ${[given.formats].flat().join(', ')}`);
  });
}

/** Days first, and then what is left: a fraction of a second is not to be lost in the seconds of 2000 years. */
function momentOfNumber(value: number, unit: Params['unit']): Moment | null {
  const unitsOfDay = Math.round(86400 / unitSeconds[unit]);
  const days = Math.floor(value / unitsOfDay);
  return momentAt(days, (value - days * unitsOfDay) / (unitsOfDay / 86400));
}

const clockOf = ({ day: number, second }: Moment): Clock => ({ ...dayOfNumber(number), number, second });
