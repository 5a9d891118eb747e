import { intersectionalGroups } from '@modelfolio/explainability';
import type { Table } from '@modelfolio/inference';
import type { SliceRule } from '@modelfolio/schemas';
import { binColumn, type BinnedColumn } from '../evaluation/column-bins.ts';
import { checkColumn } from '../evaluation/slices.ts';

/** Rows told apart by one column, or by two. */
export interface Grouping {
  readonly name: string;
  readonly columns: readonly string[];
  readonly groupNames: readonly string[];
  /** Place of each row's group in `groupNames`. */
  readonly groups: Uint16Array;
}

/** The slices that are columns: whom the owner thinks of as groups. */
export function groupColumns(slices: readonly SliceRule[]): string[] {
  return slices.filter((rule) => typeof rule === 'string');
}

/**
 * Groups by each column (each value, or quartiles of many numbers, as slices are cut) and by the first two together. A
 * column that is the same everywhere, or text of many values, makes none.
 *
 * @throws ModelfolioError `columns-mismatch` for a column that the data lacks
 */
export function groupingsOf(table: Table, columns: readonly string[]): Grouping[] {
  for (const column of columns) checkColumn(column, table);
  const bins = columns.flatMap((column) => binColumn(table, column) ?? []);
  const [first, second] = bins;
  return [...bins.map((bin) => groupingOf([bin])), ...(first && second ? [groupingOf([first, second])] : [])];
}

function groupingOf(bins: readonly BinnedColumn[]): Grouping {
  // By the places of the parts, so that quartiles stay in their order.
  const { groups, levels } = intersectionalGroups(
    bins.map(({ column, partOf }) => ({ name: column, values: [...partOf] })),
  );
  const partName = (bin: BinnedColumn | undefined, part: number): string => {
    const { name = '', condition } = bin?.parts[part] ?? {};
    if (!condition?.values) return name;
    const [value] = condition.values;
    return value === null ? 'missing' : String(value);
  };
  return {
    name: bins.map(({ column }) => column).join(' × '),
    columns: bins.map(({ column }) => column),
    groupNames: levels.map((parts) => parts.map((part, at) => partName(bins[at], Number(part))).join(', ')),
    groups,
  };
}
