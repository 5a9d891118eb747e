import type { Column, Frame } from '../frame/frame.ts';
import { RunningMoments } from '@modelfolio/statistics/moments';
import { orNull, sampleDeviation } from './column-statistics.ts';

/** Figures of a feature; `null` where there are none. */
export interface FeatureStatistics {
  readonly name: string;
  readonly type: Column['type'];
  readonly count: number;
  readonly missing: number;
  /** Rows in which it is 0. */
  readonly zeros: number;
  readonly mean: number | null;
  /** Divided by the count less one. */
  readonly std: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Figures of features that come in batches, in memory that does not grow with the rows: there may be thousands of columns. */
export function featureStatistics(): { add(frame: Frame): void; finish(): FeatureStatistics[] } {
  let collectors: ReturnType<typeof collectorOf>[] | null = null;
  return {
    add({ columns }) {
      collectors ??= columns.map(collectorOf);
      columns.forEach((column, at) => collectors?.[at]?.add(column));
    },
    finish: () => (collectors ?? []).map((collector) => collector.finish()),
  };
}

function collectorOf({ name, type }: Column) {
  const moments = new RunningMoments();
  let [count, missing, zeros, min, max] = [0, 0, 0, Infinity, -Infinity];
  return {
    add(column: Column): void {
      if (column.type === 'text') {
        for (const value of column.values)
          if (value === null) missing++;
          else count++;
        return;
      }
      moments.add(column.values);
      for (const value of column.values) {
        if (Number.isNaN(value)) {
          missing++;
          continue;
        }
        count++;
        if (value === 0) zeros++;
        if (value < min) min = value;
        if (value > max) max = value;
      }
    },
    finish(): FeatureStatistics {
      const { mean, variance } = moments.moments();
      return {
        name,
        type,
        count,
        missing,
        zeros,
        mean: orNull(mean),
        std: orNull(sampleDeviation(variance, count)),
        min: orNull(min),
        max: orNull(max),
      };
    },
  };
}
