import { ExplainabilityError } from '../explainability-error.ts';
import type { Matrix } from '../matrix.ts';
import { checkColumns, checkRows } from './check-rows.ts';
import type { Groups } from '../model-function.ts';
import { meanRanks } from '@modelfolio/statistics/mean-ranks';

/** Points of a beeswarm, group after group, in each the rows in order. */
export interface Beeswarm {
  readonly groups: Int32Array;
  readonly rows: Int32Array;
  /** Attribution: where the point lies. */
  readonly values: Float64Array;
  /** Rank of the feature's value among the rows, 0 for the least and 1 for the greatest: its colour. NaN: no order. */
  readonly ranks: Float64Array;
  /** How far from the middle line, −1 to 1: points of like value are stacked; 1 is the deepest stack of all groups. */
  readonly offsets: Float64Array;
}

/**
 * Layout of attributions as shap's beeswarm: along the line the attribution, in bins of which points are stacked to both
 * sides by turns. Unlike there, nothing is drawn by chance: points of a bin are stacked in the order of their rows.
 *
 * @param attributions `[rows, groups]`
 * @param rows the explained rows; a group of several columns has no order, nor has a missing value
 * @param bins along each line. Default: 100.
 * @throws ExplainabilityError `input` where the shapes do not fit
 */
export function beeswarm(attributions: Matrix, rows: Matrix, groups: Groups, bins = 100): Beeswarm {
  checkRows(attributions, 'the attributions');
  checkRows(rows);
  for (const group of groups) checkColumns(group, rows.columns);
  const count = attributions.rows;
  if (rows.rows !== count || attributions.columns !== groups.length)
    throw new ExplainabilityError(
      'input',
      `attributions of ${count} rows and ${attributions.columns} groups, for ${rows.rows} rows and ${groups.length} groups`,
    );
  const length = count * groups.length;
  const values = new Float64Array(length);
  const ranks = new Float64Array(length);
  const offsets = new Float64Array(length);
  groups.forEach((group, place) => {
    const from = place * count;
    for (let row = 0; row < count; row++)
      values[from + row] = attributions.values[row * groups.length + place] as number;
    ranks.set(shareOfRank(rows, group), from);
    offsets.set(stack(values.subarray(from, from + count), bins), from);
  });
  const deepest = Math.max(1, ...offsets.map(Math.abs));
  return {
    groups: Int32Array.from({ length }, (_, at) => Math.floor(at / count)),
    rows: Int32Array.from({ length }, (_, at) => at % count),
    values,
    ranks,
    offsets: offsets.map((offset) => offset / deepest),
  };
}

function shareOfRank({ values, rows, columns }: Matrix, group: readonly number[]): Float64Array {
  const [column, ...more] = group;
  if (column === undefined || more.length > 0) return new Float64Array(rows).fill(Number.NaN);
  const own = Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] as number);
  const ranks = meanRanks(own);
  let [least, most] = [Infinity, -Infinity];
  for (const rank of ranks) {
    if (rank < least) least = rank;
    if (rank > most) most = rank;
  }
  const scale = most > least ? most - least : 0;
  return ranks.map((rank) => {
    if (Number.isNaN(rank)) return rank;
    return scale > 0 ? (rank - least) / scale : 0.5;
  });
}

/** Layers from the middle: 0, 1, −1, 2, −2 … in each bin. */
function stack(values: Float64Array, bins: number): Float64Array {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const width = most > least ? most - least : 1;
  const heights = new Map<number, number>();
  return values.map((value) => {
    const bin = Math.round((bins * (value - least)) / width);
    const height = heights.get(bin) ?? 0;
    heights.set(bin, height + 1);
    return Math.ceil(height / 2) * (height % 2 === 1 ? 1 : -1) + 0;
  });
}
