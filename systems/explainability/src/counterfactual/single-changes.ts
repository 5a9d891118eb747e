import type { Asker } from './asker.ts';
import { isSameCode } from '../matrix.ts';
import type { CounterfactualSpace } from './counterfactual-space.ts';
import type { Limits } from './limits.ts';
import { isWanted, type WantedSide } from './wanted-side.ts';

/** Values of a number that are tried, least and greatest among them. */
const numberProbes = 12;

/** Values of any other group that are tried. */
const otherProbes = 64;

/** A row with one group changed, on the wanted side. */
export interface SingleChange {
  readonly row: Float64Array;
  /** A nearer value of the group is at least so far away, as far as was tried. */
  readonly least: number;
}

/**
 * For each group that may change alone, the nearest value of the data that suffices by itself: a change that no near neighbour
 * may happen to have. All values are tried of categories of up to 64, and twelve of a number, evenly spread over its
 * values in order.
 */
export async function singleChanges(
  row: Float64Array,
  space: CounterfactualSpace,
  limits: Limits,
  wanted: WantedSide,
  asker: Asker,
): Promise<SingleChange[]> {
  const { groups, distance } = space;
  const tried = groups.flatMap((columns, group) => {
    if (columns.some((column) => limits.isLinked(column))) return [];
    return probesOf(columns, space)
      .filter((values) => isPermitted(row, columns, values, limits))
      .map((values) => {
        const changed = row.slice();
        columns.forEach((column, at) => (changed[column] = values[at] as number));
        return { group, row: changed, distance: distance.ofGroup(group, row, changed) };
      });
  });
  const answers = await asker.ask(tried.map((one) => one.row));
  const reached = new Set(tried.filter((_, at) => isWanted(wanted, answers[at] as number)));
  return groups.flatMap((columns, group) => {
    const own = tried.filter((one) => one.group === group).sort((a, b) => a.distance - b.distance);
    const nearest = own.find((one) => reached.has(one));
    if (!nearest) return [];
    const [column = -1, ...more] = columns;
    if (more.length > 0 || space.columns[column]?.kind !== 'number')
      return [{ row: nearest.row, least: nearest.distance }];
    // Between this value and the one tried before it on the same side, nothing was asked.
    const isUp = (one: Float64Array): boolean => (one[column] as number) > (row[column] as number);
    const before = own.findLast(
      (one) => one.distance < nearest.distance && isUp(one.row) === isUp(nearest.row),
    );
    return [{ row: nearest.row, least: before?.distance ?? 0 }];
  });
}

/** Values of a group to try: a list of codes for each. */
function probesOf(columns: readonly number[], space: CounterfactualSpace): number[][] {
  const [column = -1, ...more] = columns;
  if (more.length > 0)
    return [...space.combinationsOf(columns)].slice(0, otherProbes).map((key) => key.split(' ').map(Number));
  const values = space.valuesOf(column);
  if (space.columns[column]?.kind !== 'number')
    return Array.from(values.subarray(0, otherProbes), (code) => [code]);
  const count = Math.min(numberProbes, values.length);
  return Array.from({ length: count }, (_, at) => [
    values[Math.round((at * (values.length - 1)) / Math.max(1, count - 1))] as number,
  ]);
}

function isPermitted(
  row: Float64Array,
  columns: readonly number[],
  values: readonly number[],
  limits: Limits,
): boolean {
  return (
    columns.some((column, at) => !isSameCode(row[column] as number, values[at] as number)) &&
    columns.every((column, at) => limits.permits(column, row[column] as number, values[at] as number))
  );
}
