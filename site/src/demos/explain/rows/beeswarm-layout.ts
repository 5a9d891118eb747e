import { beeswarm } from '@modelfolio/explainability';
import type { FeatureGroup, Summary } from '../analysis/analysis.ts';
import type { SliceColumn } from '../slices/slice-columns.ts';

/** A feature with the size of its Shapley values. */
export type RankedStrip = {
  feature: FeatureGroup;
  /** Its place among the summary's features. */
  at: number;
  meanAbsolute: number;
  /** Least and greatest value, with the rows of the data that have them. */
  least: { value: number; row: number };
  greatest: { value: number; row: number };
};

/** Features by mean |SHAP|, largest first; equals in their own order. */
export function rankedStrips({ features, values, rows }: Summary): RankedStrip[] {
  const width = features.length;
  return features
    .map((feature, at) => {
      let sum = 0;
      let least = { value: Infinity, row: rows[0] ?? 0 };
      let greatest = { value: -Infinity, row: rows[0] ?? 0 };
      rows.forEach((row, place) => {
        const value = values[place * width + at] ?? 0;
        sum += Math.abs(value);
        if (value < least.value) least = { value, row };
        if (value > greatest.value) greatest = { value, row };
      });
      return { feature, at, meanAbsolute: sum / Math.max(1, rows.length), least, greatest };
    })
    .toSorted((one, other) => other.meanAbsolute - one.meanAbsolute || one.at - other.at);
}

/** Least and greatest Shapley value of all features, with zero among them. */
export function beeswarmEnds({ values }: Pick<Summary, 'values'>): readonly [number, number] {
  let [low, high] = [0, 0];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Points of one feature's strip, a point for each explained row. */
export type BeeswarmStrip = {
  /** From 0 to 1 on the axis that all strips share. */
  x: Float32Array;
  /** From −1 to 1 about the middle of the strip. */
  y: Float32Array;
  /** How high the row's number stands among the others, 0 to 1; NaN where it is missing or no number. */
  ranks: Float64Array;
};

/**
 * A strip of a beeswarm, laid out by the library: one at a time, so that a page can draw between two.
 *
 * @param column the feature's column; `null` where several count as one
 * @param ends of the axis, in the values' unit
 */
export function beeswarmStrip(
  { features, values, rows }: Pick<Summary, 'features' | 'values' | 'rows'>,
  feature: number,
  column: Pick<SliceColumn, 'at' | 'kind'> | null,
  [low, high]: readonly [number, number],
): BeeswarmStrip {
  const own = Float64Array.from(rows, (_, place) => values[place * features.length + feature] ?? 0);
  const codes = Float64Array.from(rows, (row) => (column?.kind === 'number' ? column.at(row) : Number.NaN));
  const shape = { rows: rows.length, columns: 1 };
  const { offsets, ranks } = beeswarm({ values: own, ...shape }, { values: codes, ...shape }, [[0]]);
  const span = high - low;
  return {
    x: Float32Array.from(own, (value) => (span === 0 ? 0.5 : (value - low) / span)),
    y: Float32Array.from(offsets),
    ranks,
  };
}

/** Where a point was pressed: which strip, and which explained row is nearest in it; `null` where none is within reach. */
export function nearestInStrip(
  { x, y }: Pick<BeeswarmStrip, 'x' | 'y'>,
  point: readonly [number, number],
  { width, height }: { width: number; height: number },
  reach: number,
): number | null {
  let best: number | null = null;
  let least = reach ** 2;
  for (let place = 0; place < x.length; place++) {
    const across = ((x[place] ?? 0) - point[0]) * width;
    // A strip's half is one unit high.
    const up = (((y[place] ?? 0) - point[1]) * height) / 2;
    const distance = across ** 2 + up ** 2;
    if (distance <= least && (best === null || distance < least)) {
      least = distance;
      best = place;
    }
  }
  return best;
}
