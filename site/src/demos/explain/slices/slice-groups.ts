import { shortNumber } from '@modelfolio/pages/short-number';
import { missingValue, valueText, type SliceColumn } from './slice-columns.ts';

/** Rows by the value of a column. */
export type SliceGroups = {
  names: string[];
  /** Index of each row's group. */
  of: Uint16Array;
  /** Whether numbers were put into ranges, because there are too many of them for a group each. */
  ranges: boolean;
};

/** Numbers of at most so many values have a group for each. */
const distinctMost = 12;

/**
 * Groups of rows: a category each, a number each where there are few, else four ranges that hold about as many rows each.
 * Missing cells are a group where there are any.
 *
 * @param rows number of rows
 */
export function groupsOf(column: SliceColumn, rows: number): SliceGroups {
  const codes = Float64Array.from({ length: rows }, (_, row) => column.at(row));
  const missing = codes.some((code) => Number.isNaN(code));
  const { names, place, ranges } =
    column.kind === 'category'
      ? {
          names: column.categories.map(valueText),
          place: (code: number) => code,
          ranges: false,
        }
      : numberGroups(codes);
  const last = names.length;
  return {
    names: missing ? [...names, valueText(missingValue)] : [...names],
    of: Uint16Array.from(codes, (code) => (Number.isNaN(code) ? last : place(code))),
    ranges,
  };
}

function numberGroups(codes: Float64Array): {
  names: string[];
  place: (code: number) => number;
  ranges: boolean;
} {
  const sorted = codes.filter((code) => !Number.isNaN(code)).sort();
  const values = distinct(sorted);
  if (values.length <= distinctMost) {
    const places = new Map(values.map((value, place) => [value, place]));
    return { names: values.map(shortNumber), place: (code) => places.get(code) ?? 0, ranges: false };
  }
  // Each range begins at a value of the data, so that equal numbers are never parted.
  const starts = [
    ...new Set([0, 0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * sorted.length)] ?? 0)),
  ];
  return {
    names: starts.map((start, at) => {
      const next = starts[at + 1];
      return next === undefined
        ? `${shortNumber(start)} to ${shortNumber(sorted.at(-1) ?? start)}`
        : `${shortNumber(start)} to below ${shortNumber(next)}`;
    }),
    place: (code) => starts.findLastIndex((start) => code >= start),
    ranges: true,
  };
}

/** The different values of a sorted array; no more than it takes to see that they are too many. */
function distinct(sorted: Float64Array): number[] {
  const values: number[] = [];
  for (const value of sorted) {
    if (value !== values.at(-1)) values.push(value);
    if (values.length > distinctMost) break;
  }
  return values;
}
