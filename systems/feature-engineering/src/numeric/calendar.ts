/** Days are counted from 1970-01-01 in the Gregorian calendar, which is taken to have held always. */
export interface CalendarDay {
  year: number;
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  day: number;
}

/** Days of a year from 1 March on before each month of it: months of 31 and 30 days take turns, with two breaks. */
const daysBefore = (monthFromMarch: number): number => Math.floor((153 * monthFromMarch + 2) / 5);
/** From 0000-03-01 to 1970-01-01. */
const epoch = 719468;
/** Of 400 years. */
const cycle = 146097;

/** Number of a day: Hinnant, "chrono-compatible low-level date algorithms", with years that begin in March. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  const own = month > 2 ? year : year - 1;
  const era = Math.floor(own / 400);
  const ofEra = own - era * 400;
  const leaps = Math.floor(ofEra / 4) - Math.floor(ofEra / 100);
  return era * cycle + ofEra * 365 + leaps + daysBefore((month + 9) % 12) + day - 1 - epoch;
}

/** The day of a number. */
export function dayOfNumber(number: number): CalendarDay {
  const all = number + epoch;
  const era = Math.floor(all / cycle);
  const ofEra = all - era * cycle;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: years + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - daysBefore(fromMarch) + 1,
  };
}

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a month. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Day of the week of a day's number: Monday is 0. */
export const weekday = (number: number): number => (((number + 3) % 7) + 7) % 7;

/** Week of ISO 8601: that of the Thursday, counted in the year of the Thursday. */
export function isoWeek(number: number): number {
  const thursday = number - weekday(number) + 3;
  const { year } = dayOfNumber(thursday);
  return Math.floor((thursday - dayNumber({ year, month: 1, day: 1 })) / 7) + 1;
}
