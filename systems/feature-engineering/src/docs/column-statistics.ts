import type { Column, Frame } from '../frame/frame.ts';
import { RunningMoments } from '@modelfolio/statistics/moments';
import { quantile } from '@modelfolio/statistics/quantiles';
import type { InputColumn } from '../transformers/transformer.ts';

/** Figures of a column of numbers; `null` where there are none. */
export interface NumberStatistics {
  readonly type: 'number';
  readonly name: string;
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  readonly mean: number | null;
  /** Divided by the count less one. */
  readonly std: number | null;
  /** Least, quartiles, greatest. */
  readonly quartiles: readonly (number | null)[];
}

/** Figures of a column of text. */
export interface TextStatistics {
  readonly type: 'text';
  readonly name: string;
  readonly count: number;
  readonly missing: number;
  readonly distinct: number;
  /** The most frequent ones, the most frequent first. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

export type ColumnStatistics = NumberStatistics | TextStatistics;

const topCount = 5;

/** Figures of columns that come in batches. Numbers are kept, for their quartiles; of text the different ones. */
export function columnStatistics(columns: readonly InputColumn[]): {
  add(frame: Frame): void;
  finish(): ColumnStatistics[];
} {
  const collectors = columns.map(({ name, type }) => (type === 'number' ? numbersOf(name) : textOf(name)));
  return {
    add(frame) {
      frame.columns.forEach((column, at) => collectors[at]?.add(column));
    },
    finish: () => collectors.map((collector) => collector.finish()),
  };
}

interface Collector {
  add(column: Column): void;
  finish(): ColumnStatistics;
}

function numbersOf(name: string): Collector {
  const moments = new RunningMoments();
  const parts: Float64Array[] = [];
  let [count, missing] = [0, 0];
  return {
    add({ values }) {
      const own = (values as Float64Array).filter((value) => !Number.isNaN(value));
      moments.add(own);
      parts.push(own);
      count += own.length;
      missing += values.length - own.length;
    },
    finish() {
      const sorted = new Float64Array(count);
      let at = 0;
      for (const part of parts) {
        sorted.set(part, at);
        at += part.length;
      }
      sorted.sort();
      const { mean, variance } = moments.moments();
      return {
        type: 'number',
        name,
        count,
        missing,
        distinct: sorted.reduce(
          (sum, value, place) => sum + Number(place === 0 || value !== sorted[place - 1]),
          0,
        ),
        mean: orNull(mean),
        std: orNull(sampleDeviation(variance, count)),
        quartiles: [0, 0.25, 0.5, 0.75, 1].map((share) => orNull(quantile(sorted, share))),
      };
    },
  };
}

function textOf(name: string): Collector {
  const counts = new Map<string, number>();
  let [count, missing] = [0, 0];
  return {
    add({ values }) {
      for (const value of values as readonly (string | null)[])
        if (value === null) missing++;
        else {
          count++;
          counts.set(value, (counts.get(value) ?? 0) + 1);
        }
    },
    finish: () => ({
      type: 'text',
      name,
      count,
      missing,
      distinct: counts.size,
      top: [...counts]
        .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
        .slice(0, topCount)
        .map(([value, own]) => ({ value, count: own })),
    }),
  };
}

/** Standard deviation of a sample; one value has none. */
export const sampleDeviation = (variance: number, count: number): number =>
  count > 1 ? Math.sqrt((Math.max(variance, 0) * count) / (count - 1)) : Number.NaN;

/** Infinities make figures that are no numbers. */
export const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
