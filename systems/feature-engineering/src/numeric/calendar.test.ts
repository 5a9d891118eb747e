import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayOfNumber, daysInMonth, isLeapYear, isoWeek, weekday } from './calendar.ts';

const first = dayNumber({ year: 1, month: 1, day: 1 });
const last = dayNumber({ year: 9999, month: 12, day: 31 });

describe('the calendar', () => {
  it('is JavaScript’s, in all years from 1 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (number) => {
        const date = new Date(number * 86_400_000);
        const { year, month, day } = dayOfNumber(number);
        expect([year, month, day]).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]);
        expect(dayNumber({ year, month, day })).toBe(number);
        expect(weekday(number)).toBe((date.getUTCDay() + 6) % 7);
        expect(daysInMonth(year, month)).toBe(new Date(date.setUTCMonth(month, 0)).getUTCDate());
      }),
      { numRuns: 2000 },
    );
  });

  it('has leap years by the rule of 4, 100 and 400', () => {
    expect([1900, 2000, 2023, 2024, 2100].map(isLeapYear)).toEqual([false, true, false, true, false]);
  });

  it('has ISO’s weeks, also where they are of another year', () => {
    const days = [
      [2020, 12, 31, 53],
      [2021, 1, 3, 53],
      [2021, 1, 4, 1],
      [2024, 12, 30, 1],
      [2018, 12, 31, 1],
      [2016, 1, 1, 53],
      [2026, 6, 15, 25],
    ] as const;
    for (const [year, month, day, week] of days) expect(isoWeek(dayNumber({ year, month, day }))).toBe(week);
  });
});
