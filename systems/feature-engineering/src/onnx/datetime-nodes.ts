import { dayNumber } from '../numeric/calendar.ts';
import { arithmeticOf, type Arithmetic } from './arithmetic.ts';
import type { Graph } from './graph.ts';

/** How many of a unit a day has. */
const unitsOfDay: Readonly<Record<string, number>> = {
  D: 1,
  h: 24,
  m: 1440,
  s: 86_400,
  ms: 86_400_000,
  us: 86_400_000_000,
};
const firstDay = dayNumber({ year: 1, month: 1, day: 1 });
const lastDay = dayNumber({ year: 9999, month: 12, day: 31 });
/** Days from 0000-03-01 to 1970-01-01: Hinnant, as in `calendar.ts`, with years that begin in March. */
const epoch = 719_468;

/**
 * Parts of the moments that `x` `[N, 1]` counts from 1970, each `[N, 1]`: the steps of `calendar.ts`, in whole numbers that
 * double precision holds exactly. NaN for what is no moment, where the transformer may refuse.
 */
export function datetimeNodes(graph: Graph, x: string, unit: string, wanted: readonly string[]): string[] {
  const { plus, minus, times, over } = arithmeticOf(graph);
  const units = unitsOfDay[unit] as number;
  const started = over(x, units);
  const seconds = graph.add('Div', [minus(x, times(started, units)), graph.numbers([units / 86_400])]);
  // Seconds that were rounded up may be of the next day.
  const more = over(seconds, 86_400);
  const day = plus(started, more);
  const ofDay = once(() => minus(seconds, times(more, 86_400)));
  const isMoment = graph.add('And', [
    graph.add('GreaterOrEqual', [day, graph.numbers([firstDay])]),
    graph.add('LessOrEqual', [day, graph.numbers([lastDay])]),
  ]);
  const parts = partsOf(graph, day, ofDay);
  const none = graph.numbers([Number.NaN]);
  return wanted.map((part) => graph.add('Where', [isMoment, (parts[part] as () => string)(), none]));
}

/** Makes nodes when they are first asked for. */
function once(make: () => string): () => string {
  let made: string | undefined;
  return () => (made ??= make());
}

function partsOf(graph: Graph, number: string, second: () => string): Readonly<Record<string, () => string>> {
  const count = arithmeticOf(graph);
  const { plus, minus, times, over, rest, flag } = count;
  const is = (left: string, right: number): string => flag('Equal', left, right);
  const weekday = (of: string): string => rest(plus(of, 3), 7);
  const { year, month, day } = dateOf(count, number);
  const ownWeekday = once(() => weekday(number));
  const leap = once(() =>
    plus(minus(is(rest(year(), 4), 0), is(rest(year(), 100), 0)), is(rest(year(), 400), 0)),
  );
  const monthLength = once(() => {
    // 31 and 30 days take turns, twice 31 in July and August; February has two less, or one.
    const turn = rest(plus(month(), over(month(), 8)), 2);
    return minus(plus(turn, 30), times(is(month(), 2), minus(2, leap())));
  });
  const starts = once(() => is(day(), 1));
  const ends = once(() => flag('Equal', day(), monthLength()));
  const ofYear = once(() => plus(minus(number, newYear(count, year())), 1));
  return {
    month,
    quarter: () => over(plus(month(), 2), 3),
    semester: () => over(plus(month(), 5), 6),
    year,
    week() {
      const thursday = plus(minus(number, ownWeekday()), 3);
      return plus(over(minus(thursday, newYear(count, dateOf(count, thursday).year())), 7), 1);
    },
    day_of_week: ownWeekday,
    day_of_month: day,
    day_of_year: ofYear,
    weekend: () => flag('GreaterOrEqual', ownWeekday(), 5),
    month_start: starts,
    month_end: ends,
    quarter_start: () => times(starts(), is(rest(month(), 3), 1)),
    quarter_end: () => times(ends(), is(rest(month(), 3), 0)),
    year_start: () => is(ofYear(), 1),
    year_end: () => times(ends(), is(month(), 12)),
    leap_year: leap,
    days_in_month: monthLength,
    hour: () => over(second(), 3600),
    minute: () => rest(over(second(), 60), 60),
    second: () => rest(graph.add('Floor', [second()]), 60),
  };
}

/** Year, month and day of a day's number. */
function dateOf(
  { plus, minus, times, over, flag }: Arithmetic,
  number: string,
): { year: () => string; month: () => string; day: () => string } {
  const all = once(() => plus(number, epoch));
  const era = once(() => over(all(), 146_097));
  const ofEra = once(() => minus(all(), times(era(), 146_097)));
  const years = once(() => {
    const leaps = minus(over(ofEra(), 36_524), plus(over(ofEra(), 1460), over(ofEra(), 146_096)));
    return over(plus(ofEra(), leaps), 365);
  });
  const ofYear = once(() => {
    const before = plus(times(years(), 365), minus(over(years(), 4), over(years(), 100)));
    return minus(ofEra(), before);
  });
  const fromMarch = once(() => over(plus(times(ofYear(), 5), 2), 153));
  const month = once(() => {
    const isNext = flag('GreaterOrEqual', fromMarch(), 10);
    return minus(plus(fromMarch(), 3), times(isNext, 12));
  });
  return {
    year: once(() => plus(years(), times(era(), 400), flag('LessOrEqual', month(), 2))),
    month,
    day: once(() => plus(minus(ofYear(), over(plus(times(fromMarch(), 153), 2), 5)), 1)),
  };
}

/** Number of the first day of a year. */
function newYear({ plus, minus, times, over }: Arithmetic, year: string): string {
  const before = minus(year, 1);
  const leaps = minus(plus(over(before, 4), over(before, 400)), over(before, 100));
  return plus(times(before, 365), leaps, 306 - epoch);
}
