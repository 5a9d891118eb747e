import { median } from '@modelfolio/statistics/quantiles';
import { columnNumbers, isSameCode, type Matrix } from '../matrix.ts';
import type { Groups } from '../model-function.ts';
import type { FeatureColumn } from './feature-column.ts';

/** `heom`: a number's difference in shares of its range; `mad`: in median absolute deviations. */
export type DistanceName = 'heom' | 'mad';

/** How far rows are apart. */
export interface Distance {
  /** Of one group between two rows, the greatest of its columns. */
  ofGroup(group: number, one: Float64Array, other: Float64Array): number;
  /** Of all groups, added up. */
  between(one: Float64Array, other: Float64Array): number;
}

/**
 * The heterogeneous Euclidean-overlap metric of Wilson and Martinez 1997 with its terms added up, as NICE (Brughmans et al.
 * 2023) does: for categories 0 or 1, for numbers |a − b| ÷ range. Or by the median absolute deviation (Wachter et al.
 * 2017, equation 2), which falls back to the range where more than half of the values are the same.
 *
 * A number that is missing in one row is as far as can be: 1. Unlike in the paper, missing is as far from missing as any value
 * from itself: 0. A group counts as one feature, so a category in one-hot columns changes by 1 and not by 2.
 */
export function distanceOf(
  rows: Matrix,
  columns: readonly FeatureColumn[],
  groups: Groups,
  name: DistanceName = 'heom',
): Distance {
  const scales = Float64Array.from(columns, ({ kind }, column) =>
    kind === 'number' ? scaleOf(columnNumbers(rows, column), name) : 0,
  );
  const ofColumn = (column: number, one: number, other: number): number => {
    if (one === other) return 0;
    const apart = Math.abs(one - other) / (scales[column] as number);
    if (apart < Infinity) return apart;
    return isSameCode(one, other) ? 0 : 1;
  };
  const ofGroup = (group: number, one: Float64Array, other: Float64Array): number => {
    const own = groups[group] ?? [];
    let most = 0;
    for (let at = 0; at < own.length; at++) {
      const column = own[at] as number;
      const apart = ofColumn(column, one[column] as number, other[column] as number);
      if (apart > most) most = apart;
    }
    return most;
  };
  return {
    ofGroup,
    between(one, other) {
      let sum = 0;
      for (let group = 0; group < groups.length; group++) sum += ofGroup(group, one, other);
      return sum;
    },
  };
}

/** 0 where the column does not vary. */
function scaleOf(sorted: Float64Array, name: DistanceName): number {
  if (sorted.length === 0) return 0;
  const range = (sorted.at(-1) as number) - (sorted[0] as number);
  if (name === 'heom') return range;
  const middle = median(sorted);
  return median(sorted.map((value) => Math.abs(value - middle))) || range;
}
