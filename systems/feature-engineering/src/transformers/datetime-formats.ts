import { FeaturesError } from '../features-error.ts';
import { dayNumber, daysInMonth } from '../numeric/calendar.ts';

/** A moment in UTC: number of the day from 1970-01-01, and second of that day, with its fraction. */
export interface Moment {
  day: number;
  second: number;
}

/** A text in one format, or `null` where it is none, or no day of the years 1 to 9999. */
export type ReadMoment = (text: string) => Moment | null;

const daySeconds = 86400;
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthNames =
  'january february march april may june july august september october november december'.split(' ');
const dayNames = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');

/** Patterns of Python's `strptime`; a group is named after its letter. `%f` takes nine digits, as in pandas. */
const directives: Readonly<Record<string, string>> = {
  Y: String.raw`\d{4}`,
  y: String.raw`\d\d`,
  m: '1[0-2]|0[1-9]|[1-9]',
  d: String.raw`3[01]|[12]\d|0[1-9]|[1-9]`,
  j: String.raw`36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]`,
  H: String.raw`2[0-3]|[01]\d|\d`,
  I: '1[0-2]|0[1-9]|[1-9]',
  M: String.raw`[0-5]\d|\d`,
  S: String.raw`[0-5]\d|\d`,
  f: String.raw`\d{1,9}`,
  p: 'am|pm',
  b: months.join('|'),
  B: monthNames.join('|'),
  a: dayNames.map((name) => name.slice(0, 3)).join('|'),
  A: dayNames.join('|'),
  z: String.raw`Z|[+-]\d\d:?[0-5]\d(?::?[0-5]\d)?`,
};

const clock = String.raw`(?<H>[01]\d|2[0-3])(?::?(?<M>[0-5]\d)(?::?(?<S>[0-5]\d)(?:[.,](?<f>\d{1,9}))?)?)?`;
const clockAndZone = String.raw`[T ]${clock}\s?(?<z>Z|[+-]\d\d(?::?[0-5]\d)?)?`;
/** ISO 8601's calendar dates, with hyphens or without; a time, to fractions of a second, follows a whole date. */
const iso = [
  String.raw`(?<Y>\d{4})-(?<m>\d\d)-(?<d>\d\d)(?:${clockAndZone})?`,
  String.raw`(?<Y>\d{4})(?<m>\d\d)(?<d>\d\d)(?:${clockAndZone})?`,
  String.raw`(?<Y>\d{4})(?:-(?<m>\d\d))?`,
].map((source) => new RegExp(`^(?:${source})$`, 'u'));

/**
 * What reads a format: `iso`, or one of `strptime` with English names (`%d.%m.%Y`, `%b %d %Y`, `%I:%M %p`). What a format
 * leaves out is that of 1900-01-01T00:00Z.
 *
 * @throws FeaturesError `usage` for a directive that there is not
 */
export function momentReader(format: string): ReadMoment {
  const patterns = format === 'iso' ? iso : [patternOf(format)];
  return (text) => {
    for (const pattern of patterns) {
      const groups = pattern.exec(text)?.groups;
      if (groups) return momentOf(groups);
    }
    return null;
  };
}

function patternOf(format: string): RegExp {
  const seen = new Set<string>();
  const source = format.replaceAll(
    /%(.?)|(\s+)|([\^$\\.*+?()[\]{}|/])/gsu,
    (whole, letter: string | undefined, space: string | undefined) => {
      if (space !== undefined) return String.raw`\s+`;
      if (letter === undefined) return `\\${whole}`;
      if (letter === '%') return '%';
      const pattern = Object.hasOwn(directives, letter) ? directives[letter] : undefined;
      if (pattern === undefined || seen.has(letter))
        throw new FeaturesError(
          'usage',
          `the format ${JSON.stringify(format)} has ${whole}${pattern === undefined ? '' : ' twice'}`,
          {
            hint: `there are: ${Object.keys(directives)
              .map((one) => `%${one}`)
              .join(' ')}, each once`,
          },
        );
      seen.add(letter);
      return `(?<${letter}>${pattern})`;
    },
  );
  return new RegExp(`^${source}$`, 'iu');
}

type Groups = Readonly<Record<string, string | undefined>>;

function momentOf(groups: Groups): Moment | null {
  const number = (letter: string, otherwise: number): number => {
    const text = groups[letter];
    return text === undefined ? otherwise : Number(text);
  };
  const year = groups['y'] === undefined ? number('Y', 1900) : centuryOf(Number(groups['y']));
  const month = monthOf(groups);
  const day = number('d', 1);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  const ofYear = groups['j'];
  const first = dayNumber({
    year,
    month: ofYear === undefined ? month : 1,
    day: ofYear === undefined ? day : 1,
  });
  const date = ofYear === undefined ? first : first + Number(ofYear) - 1;
  if (ofYear !== undefined && date >= dayNumber({ year: year + 1, month: 1, day: 1 })) return null;
  const hour = groups['I'] === undefined ? number('H', 0) : (Number(groups['I']) % 12) + afternoon(groups);
  const fraction = Number(`0.${groups['f'] ?? 0}`);
  const second = hour * 3600 + number('M', 0) * 60 + number('S', 0) - offsetOf(groups['z']) + fraction;
  return momentAt(date, second);
}

/**
 * A moment by the seconds from a day's start, which may be of another day.
 *
 * @returns null outside of the years 1 to 9999
 */
export function momentAt(date: number, seconds: number): Moment | null {
  const days = Math.floor(seconds / daySeconds);
  const day = date + days;
  return day >= firstDay && day <= lastDay ? { day, second: seconds - days * daySeconds } : null;
}
const firstDay = dayNumber({ year: 1, month: 1, day: 1 });
const lastDay = dayNumber({ year: 9999, month: 12, day: 31 });

/** POSIX: 69 to 99 are of the last century, 00 to 68 of this. */
const centuryOf = (year: number): number => (year < 69 ? 2000 + year : 1900 + year);

const afternoon = ({ p }: Groups): number => (p?.toLowerCase() === 'pm' ? 12 : 0);

function monthOf({ m, b, B }: Groups): number {
  if (m !== undefined) return Number(m);
  const name = (b ?? B)?.slice(0, 3).toLowerCase();
  return name === undefined ? 1 : months.indexOf(name) + 1;
}

/** Seconds that a clock is ahead of UTC. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const [hours, minutes = '0', seconds = '0'] = zone.slice(1).match(/\d\d/gu) ?? [];
  const ahead = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return zone.startsWith('-') ? -ahead : ahead;
}
