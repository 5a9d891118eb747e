import { correlatedGroups } from './global/correlated-groups.ts';
import { sampleRows, takeRows } from './global/sample-rows.ts';
import type { Matrix } from './matrix.ts';
import type { CodedColumn } from './table-code.ts';
import { oneHotGroups } from './one-hot-groups.ts';

/** Columns that count as one feature. */
export interface FeatureGroup {
  readonly name: string;
  /** Places of its columns. */
  readonly columns: readonly number[];
}

export interface FeatureGroupOptions {
  /** Groups that the model's owner has named, by the names of their columns. */
  readonly named?: readonly { readonly name: string; readonly columns: readonly string[] }[] | undefined;
  /** Whether columns of the data that go together are joined too. Default: false. */
  readonly correlated?: boolean | undefined;
  /** Names for people, by place. */
  readonly labels?: readonly string[] | undefined;
}

/** Rows that associations are measured on: more do not change which columns go together. */
const associationRows = 2000;

/**
 * The features of a model: what the owner has named, then categories that are written one-hot, then (where asked) columns
 * that go together, then every other column by itself; in the order of their first columns.
 */
export function featureGroups(
  columns: readonly CodedColumn[],
  rows: Matrix,
  { named = [], correlated = false, labels = columns.map(({ name }) => name) }: FeatureGroupOptions = {},
): FeatureGroup[] {
  const places = new Map(columns.map(({ name }, place) => [name, place]));
  const taken = new Set<number>();
  const groups: FeatureGroup[] = [];
  function take(name: string, members: readonly number[]): void {
    const free = members.filter((place) => !taken.has(place));
    if (free.length === 0) return;
    for (const place of free) taken.add(place);
    groups.push({ name, columns: free });
  }
  for (const group of named)
    take(
      group.name,
      group.columns.flatMap((name) => places.get(name) ?? []),
    );
  const names = columns.map(({ name }) => name);
  for (const [name, members] of oneHotGroups(names, rows)) take(name, members);
  if (correlated) {
    const sample = takeRows(rows, sampleRows(rows.rows, associationRows, 0));
    const found = correlatedGroups(
      sample,
      columns.map(({ kind }) => kind),
    );
    for (const members of found.groups)
      if (members.length > 1 && members.every((place) => !taken.has(place)))
        take(members.map((place) => labels[place]).join(' + '), members);
  }
  columns.forEach((column, place) => take(labels[place] ?? column.name, [place]));
  return groups.toSorted((one, other) => (one.columns[0] ?? 0) - (other.columns[0] ?? 0));
}
