import type { TabularColumn } from '@modelfolio/schemas';
import type { DataSet } from '../analysis/analysis.ts';

/** A column of the data as slices, axes and groups see it. */
export type SliceColumn = {
  /** As the table names it. */
  name: string;
  /** For people. */
  title: string;
  kind: 'number' | 'category';
  /** Texts by code; empty for numbers. */
  categories: readonly string[];
  /** A row's number, or the place of its category; NaN for what is missing. */
  at: (row: number) => number;
};

/** How a missing cell stands among a condition's values: no category is an empty text. */
export const missingValue = '';

/** A category, or a missing cell, for people. */
export const valueText = (value: string): string => (value === missingValue ? 'missing' : value);

/** The model's columns, then those that stand beside them, e.g. `age_band`. Truth is a category of two. */
export function sliceColumns(
  { columns, codes, extras }: Pick<DataSet, 'columns' | 'codes' | 'extras'>,
  described: readonly TabularColumn[],
): SliceColumn[] {
  const width = columns.length;
  const own = columns.map(({ name, kind, categories }, at): SliceColumn => ({
    name,
    title: described[at]?.label ?? name,
    kind: kind === 'number' ? 'number' : 'category',
    categories: kind === 'truth' ? ['false', 'true'] : categories,
    at: (row) => codes[row * width + at] ?? Number.NaN,
  }));
  const names = new Set(own.map(({ name }) => name));
  const beside = extras
    .filter(({ name }) => !names.has(name))
    .map(({ name, categories, codes: places }): SliceColumn => ({
      name,
      title: name,
      kind: 'category',
      categories,
      at: (row) => places[row] ?? Number.NaN,
    }));
  return [...own, ...beside];
}
