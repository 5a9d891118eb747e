import { z } from 'zod';
import { FeaturesError } from '../features-error.ts';
import type { Column } from '../frame/frame.ts';
import { RunningMoments } from '@modelfolio/statistics/moments';
import { quantile, sortedNumbers } from '@modelfolio/statistics/quantiles';
import { compareCategories } from './categories.ts';
import {
  learnAtOnce,
  numberColumn,
  refuseInfinities,
  type InputColumn,
  type Learner,
  type Transformer,
} from './transformer.ts';

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
type State = z.infer<typeof state>;

/** Puts a value where there is none. */
export const simpleImputer: Transformer<Params, State> = {
  kind: 'SimpleImputer',
  input: 'any',
  params,
  state,
  fit: (frame, given) =>
    learnAtOnce(
      learnerOf(frame.columns, given, (at) => {
        const column = frame.columns[at];
        return column?.type === 'number' ? quantile(sortedNumbers(column.values), 0.5) : Number.NaN;
      }),
      frame,
    ),
  // A median needs all values at once.
  learner: (columns, given) =>
    given.strategy === 'median' ? null : learnerOf(columns, given, () => Number.NaN),
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

/** What was seen of a column. */
interface Seen {
  column: InputColumn;
  moments: RunningMoments;
  /** How often there is each value. */
  counts: Map<string | number, number>;
  present: number;
  missing: number;
}

/** @param medianOf the median of the column at a place, for the strategy that takes it */
function learnerOf(
  columns: readonly InputColumn[],
  given: Params,
  medianOf: (at: number) => number,
): Learner<State> {
  const seen = columns.map((column): Seen => ({
    column,
    moments: new RunningMoments(),
    counts: new Map(),
    present: 0,
    missing: 0,
  }));
  for (const { column } of seen) refuseStrategy(column, given);
  return {
    add(frame) {
      refuseInfinities({ rows: frame.rows, columns: frame.columns.filter(({ type }) => type === 'number') });
      frame.columns.forEach((column, at) => look(seen[at] as Seen, column, given));
    },
    finish: () => ({
      statistics: seen.map((one, at) => statisticOf(one, given, () => medianOf(at))),
      missing: seen.map(({ missing }) => missing > 0),
    }),
  };
}

function look(seen: Seen, column: Column, { strategy }: Params): void {
  const isCounted = strategy === 'most_frequent';
  if (column.type === 'number' && strategy === 'mean') seen.moments.add(column.values);
  let missing = 0;
  for (const value of column.values)
    if (value === null || Number.isNaN(value)) missing++;
    else if (isCounted) seen.counts.set(value, (seen.counts.get(value) ?? 0) + 1);
  seen.missing += missing;
  seen.present += column.values.length - missing;
}

/** @throws FeaturesError where a column cannot be filled in this way */
function refuseStrategy({ name, type }: InputColumn, { strategy }: Params): void {
  if (type === 'text' && (strategy === 'mean' || strategy === 'median'))
    throw new FeaturesError('column-type', `text has no ${strategy}`, {
      column: name,
      hint: 'use most_frequent or constant',
    });
}

function statisticOf(
  { column, moments, counts, present }: Seen,
  { strategy, fillValue, keepEmptyFeatures }: Params,
  medianOf: () => number,
): string | number | null {
  const isText = column.type === 'text';
  if (strategy === 'constant') {
    if (!keepEmptyFeatures && present === 0) return null;
    const value = fillValue ?? (isText ? 'missing_value' : 0);
    if (isText === (typeof value === 'string')) return value;
    throw new FeaturesError(
      'fit-impossible',
      `${JSON.stringify(value)} is no ${isText ? 'text' : 'number'}`,
      { column: column.name },
    );
  }
  if (present === 0) return keepEmptyFeatures ? (isText ? 'missing_value' : 0) : null;
  if (strategy === 'most_frequent') return mostFrequent(counts);
  const number = strategy === 'mean' ? moments.moments().mean : medianOf();
  // Of numbers that overflow there is no mean.
  return Number.isNaN(number) ? (keepEmptyFeatures ? 0 : null) : number;
}

/** The value that there is most of; of several the least. */
function mostFrequent(counts: ReadonlyMap<string | number, number>): string | number | null {
  const [first] = [...counts].toSorted(([a, m], [b, n]) => n - m || compareCategories(a, b));
  return first?.[0] ?? null;
}

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
