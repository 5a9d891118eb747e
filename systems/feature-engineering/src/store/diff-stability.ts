import type { Column } from '../frame/frame.ts';
import { quantile, sortedNumbers } from '@modelfolio/statistics/quantiles';
import { countWords } from './diff-summary.ts';

/** A part of the values, and how many of all are in it. */
export interface StabilityBin {
  /** A value, `(from, to]`, `other` or `missing`. */
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** The population stability index of a column, with what it is made of. */
export interface Stability {
  /** Sum over the bins of (after − before) · ln(after / before). */
  readonly value: number;
  /** `values`: a bin each; `deciles`: those of the values before. */
  readonly kind: 'values' | 'deciles';
  readonly bins: StabilityBin[];
  /** A share below it counts as it: the logarithm of nothing is none. */
  readonly floor: number;
}

const FLOOR = 1e-4;
const DECILES = 10;
const WORDS = 20;

/**
 * How far the values of a column have moved, by bins that the values before make: for numbers each value where they
 * are ten or fewer, else the deciles, of which equal ones are one; for words the twenty most frequent. What is in none
 * of them is `other`, what is not there `missing`.
 *
 * @returns `null` where one of the two has no rows, or their types differ
 */
export function stability(before: Column, after: Column): Stability | null {
  if (before.values.length === 0 || after.values.length === 0) return null;
  if (before.type === 'text' && after.type === 'text')
    return measure('values', binWords(before.values), before.values, after.values);
  if (before.type !== 'number' || after.type !== 'number') return null;
  const sorted = sortedNumbers(before.values);
  const values = [...new Set(sorted)];
  if (values.length <= DECILES) {
    const places = new Map(values.map((value, at) => [value, at]));
    const labels = [...values.map((value) => String(value)), 'other', 'missing'];
    const place = (value: number): number =>
      Number.isNaN(value) ? values.length + 1 : (places.get(value) ?? values.length);
    return measure('values', { labels, place }, before.values, after.values);
  }
  return measure('deciles', binNumbers(sorted), before.values, after.values);
}

interface Bins<T> {
  readonly labels: readonly string[];
  place(value: T): number;
}

function binNumbers(sorted: Float64Array): Bins<number> {
  const edges = [
    ...new Set(Array.from({ length: DECILES - 1 }, (_, at) => quantile(sorted, (at + 1) / DECILES))),
  ];
  const bounds = [-Infinity, ...edges, Infinity];
  const labels = bounds.slice(1).map((to, at) => `(${bounds[at]}, ${to}]`);
  return {
    labels: [...labels, 'missing'],
    place(value) {
      if (Number.isNaN(value)) return labels.length;
      const at = edges.findIndex((edge) => value <= edge);
      return at < 0 ? edges.length : at;
    },
  };
}

function binWords(values: readonly (string | null)[]): Bins<string | null> {
  const words = [...countWords(values).keys()].slice(0, WORDS);
  const places = new Map(words.map((word, at) => [word, at]));
  return {
    labels: [...words, 'other', 'missing'],
    place: (value) => (value === null ? words.length + 1 : (places.get(value) ?? words.length)),
  };
}

function measure<T>(
  kind: Stability['kind'],
  { labels, place }: Bins<T>,
  before: Iterable<T>,
  after: Iterable<T>,
): Stability {
  const shares = (values: Iterable<T>): number[] => {
    const counts = labels.map(() => 0);
    let all = 0;
    for (const value of values) {
      const at = place(value);
      counts[at] = (counts[at] ?? 0) + 1;
      all++;
    }
    return counts.map((count) => count / all);
  };
  const [old, young] = [shares(before), shares(after)];
  const bins = labels
    .map((label, at) => ({ label, before: old[at] ?? 0, after: young[at] ?? 0 }))
    .filter((bin) => bin.before > 0 || bin.after > 0);
  const value = bins.reduce((sum, bin) => {
    const [from, to] = [Math.max(bin.before, FLOOR), Math.max(bin.after, FLOOR)];
    return sum + (to - from) * Math.log(to / from);
  }, 0);
  return { value, kind, bins, floor: FLOOR };
}
