import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import type { Column } from '../frame/frame.ts';
import { moments } from '../numeric/moments.ts';
import { median } from '../numeric/quantiles.ts';
import { compareCodePoints } from './categories.ts';
import { numberColumn, refuseInfinities, type Transformer } from './transformer.ts';

const params = z.strictObject({
  strategy: z.enum(['mean', 'median', 'most_frequent', 'constant']).default('mean'),
  /** For `constant`: 0 for numbers and `missing_value` for text by default. */
  fillValue: z.union([z.string(), z.number()]).nullable().default(null),
  /** Adds a column of zeros and ones for each that had missing values when it was fitted. */
  addIndicator: z.boolean().default(false),
  /** Keeps columns that held nothing when it was fitted, as zeros or as the constant. */
  keepEmptyFeatures: z.boolean().default(false),
});
const state = z.strictObject({
  /** What stands in for a missing value in each column; `null` for a column that held nothing and is left out. */
  statistics: z.array(z.union([z.string(), z.number()]).nullable()),
  /** Whether each column had missing values. */
  missing: z.array(z.boolean()),
});
type Params = z.infer<typeof params>;

/** Puts a value where there is none. */
export const simpleImputer: Transformer<Params, z.infer<typeof state>> = {
  kind: 'SimpleImputer',
  input: 'any',
  params,
  state,
  fit(frame, given) {
    refuseInfinities({ rows: frame.rows, columns: frame.columns.filter(({ type }) => type === 'number') });
    return {
      statistics: frame.columns.map((column) => statisticOf(column, given)),
      missing: frame.columns.map(hasMissing),
    };
  },
  compile({ statistics, missing }, { addIndicator }, columns) {
    const kept = columns.flatMap(({ name }, at) => (statistics[at] === null ? [] : [{ name, at }]));
    const indicated = addIndicator
      ? columns.flatMap(({ name }, at) => (missing[at] ? [{ name, at }] : []))
      : [];
    const indicator = (name: string): string => `missingindicator_${name}`;
    return {
      names: [...kept.map(({ name }) => name), ...indicated.map(({ name }) => indicator(name))],
      run: (frame) => ({
        rows: frame.rows,
        columns: [
          ...kept.map(({ at }) => filled(frame.columns[at] as Column, statistics[at] ?? 0)),
          ...indicated.map(({ name, at }) =>
            numberColumn(indicator(name), missingIn(frame.columns[at] as Column)),
          ),
        ],
      }),
    };
  },
};

function statisticOf(
  column: Column,
  { strategy, fillValue, keepEmptyFeatures }: Params,
): string | number | null {
  const isText = column.type === 'text';
  if (strategy === 'constant') {
    if (!keepEmptyFeatures && isEmpty(column)) return null;
    const value = fillValue ?? (isText ? 'missing_value' : 0);
    if (isText === (typeof value === 'string')) return value;
    throw new FeaturesError(
      'fit-impossible',
      `${JSON.stringify(value)} is no ${isText ? 'text' : 'number'}`,
      {
        column: column.name,
      },
    );
  }
  if (isText && strategy !== 'most_frequent')
    throw new FeaturesError('column-type', `text has no ${strategy}`, {
      column: column.name,
      hint: 'use most_frequent or constant',
    });
  if (isText) {
    const found = mostFrequent(
      column.values.filter((value) => value !== null),
      compareCodePoints,
    );
    return found ?? (keepEmptyFeatures ? 'missing_value' : null);
  }
  const number =
    strategy === 'mean'
      ? moments(column.values).mean
      : strategy === 'median'
        ? median(column.values)
        : (mostFrequent(
            column.values.filter((value) => !Number.isNaN(value)),
            (a, b) => a - b,
          ) ?? Number.NaN);
  return Number.isNaN(number) ? (keepEmptyFeatures ? 0 : null) : number;
}

const isEmpty = (column: Column): boolean =>
  column.type === 'number'
    ? column.values.every(Number.isNaN)
    : column.values.every((value) => value === null);
/** The value that there is most of; of several the least. */
function mostFrequent<Value>(values: Iterable<Value>, compare: (a: Value, b: Value) => number): Value | null {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = [...counts].toSorted(([a, m], [b, n]) => n - m || compare(a, b));
  return first?.[0] ?? null;
}

const hasMissing = (column: Column): boolean =>
  column.type === 'number' ? column.values.some(Number.isNaN) : column.values.includes(null);

function missingIn(column: Column): Float64Array {
  return column.type === 'number'
    ? column.values.map((value) => Number(Number.isNaN(value)))
    : Float64Array.from(column.values, (value) => Number(value === null));
}

function filled(column: Column, value: string | number): Column {
  if (column.type === 'text') return { ...column, values: column.values.map((own) => own ?? String(value)) };
  const stand = Number(value);
  return { ...column, values: column.values.map((own) => (Number.isNaN(own) ? stand : own)) };
}
