import type { Column } from '../frame/frame.ts';
import { extent } from '@modelfolio/statistics/extent';
import { moments } from '@modelfolio/statistics/moments';

/** A category and its part of the values that are there. */
export interface Share {
  readonly value: string;
  readonly count: number;
  readonly share: number;
}

/** Figures of a column of numbers; `null` where there are none. */
export interface NumberSummary {
  readonly type: 'number';
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Divided by the count less one. */
  readonly std: number | null;
}

/** Figures of a column of words. */
export interface TextSummary {
  readonly type: 'text';
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  /** The most frequent ones, the most frequent first; of equals the one with the lower code. */
  readonly top: Share[];
}

export type ColumnSummary = NumberSummary | TextSummary;

const TOP = 10;

/** What a column holds, in figures. Missing ones count in `missing` alone. */
export function summarise(column: Column): ColumnSummary {
  if (column.type === 'text') {
    const counts = countWords(column.values);
    const count = [...counts.values()].reduce((sum, one) => sum + one, 0);
    const top = [...counts].slice(0, TOP).map(([value, one]) => ({ value, count: one, share: one / count }));
    return { type: 'text', count, missing: column.values.length - count, distinct: counts.size, top };
  }
  const { values } = column;
  const { count, mean, variance } = moments(values);
  const { min, max } = extent(values);
  // One value has no spread, and none has no least one.
  const std = count > 1 ? Math.sqrt((Math.max(variance, 0) * count) / (count - 1)) : Number.NaN;
  const distinct = new Set(values.filter((value) => !Number.isNaN(value))).size;
  return {
    type: 'number',
    count,
    missing: values.length - count,
    distinct,
    min: count > 0 ? min : null,
    max: count > 0 ? max : null,
    mean: orNull(mean),
    std: orNull(std),
  };
}

/** How often each word stands, the most frequent first. */
export function countWords(values: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return new Map([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)));
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
