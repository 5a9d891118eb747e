import { intersectionalGroups, type IntersectionalGroups, type ScoredRows } from '@modelfolio/explainability';
import type { DataSet } from '../analysis/analysis.ts';

/** More values of a column are no groups to compare. */
const mostGroups = 40;

/** Columns of the data that can be compared by their groups: those of few values, truth and categories first. */
export function groupColumns({ columns, codes, extras, rows }: DataSet): string[] {
  const few = columns.filter(({ kind, categories }, at) => {
    if (kind === 'category') return categories.length <= mostGroups;
    if (kind === 'truth') return true;
    const seen = new Set<number>();
    for (let row = 0; row < rows && seen.size <= 12; row++)
      seen.add(codes[row * columns.length + at] ?? Number.NaN);
    return seen.size <= 12;
  });
  return [
    ...extras.filter(({ categories }) => categories.length <= mostGroups).map(({ name }) => name),
    ...few.map(({ name }) => name),
  ];
}

/** The values of a column of the data, a row each. @throws RangeError where there is no such column */
export function columnValues(data: DataSet, name: string): (string | number | null)[] {
  const extra = data.extras.find((candidate) => candidate.name === name);
  if (extra) return Array.from(extra.codes, (code) => extra.categories[code] ?? null);
  const at = data.columns.findIndex((candidate) => candidate.name === name);
  const column = data.columns[at];
  if (!column) throw new RangeError(`the data has no column ${name}`);
  const width = data.columns.length;
  return Array.from({ length: data.rows }, (_, row) => {
    const code = data.codes[row * width + at] ?? Number.NaN;
    if (Number.isNaN(code)) return null;
    if (column.kind === 'category') return column.categories[code] ?? null;
    return column.kind === 'truth' ? String(code === 1) : code;
  });
}

/** Rows by group, with the score and the truth of one class. */
export type GroupedRows = { rows: ScoredRows; found: IntersectionalGroups };

/**
 * Rows with what is known of one class, in groups.
 *
 * @param by columns whose combinations are the groups; none: all rows are one group
 * @returns `null` where the data does not hold the truth, or the model has no classes
 */
export function groupedRows(data: DataSet, place: number, by: readonly string[]): GroupedRows | null {
  const { predictions, actual, rows } = data;
  if (predictions.kind !== 'classes' || actual === null) return null;
  const width = predictions.classes.length;
  const known = by.filter((name) => [...data.columns, ...data.extras].some((column) => column.name === name));
  const found = intersectionalGroups(
    known.length > 0
      ? known.map((name) => ({ name, values: columnValues(data, name) }))
      : [{ name: 'all rows', values: Array.from({ length: rows }, () => 'all rows') }],
  );
  return {
    found,
    rows: {
      scores: Float64Array.from(
        { length: rows },
        (_, row) => predictions.probabilities[row * width + place] ?? Number.NaN,
      ),
      actual: Uint8Array.from(actual, (value) => (value === place ? 1 : 0)),
      groups: found.groups,
      groupNames: found.groupNames,
    },
  };
}
