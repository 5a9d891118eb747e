import { ExplainabilityError } from '../explainability-error.ts';

/** A column that says who a row is about; `null` or NaN is a value of its own: not known. */
export interface GroupColumn {
  readonly name: string;
  readonly values: readonly (string | number | null)[];
}

/** Groups of rows that have the same value in every column. */
export interface IntersectionalGroups {
  /** Place of each row's group. */
  readonly groups: Uint16Array;
  /** The values joined by a comma, in the order of the columns. */
  readonly groupNames: readonly string[];
  /** The value in each column, for each group. */
  readonly levels: readonly (readonly (string | number | null)[])[];
  readonly sizes: readonly number[];
  /** Rows of the smallest group. */
  readonly smallest: number;
  /** Whether a group has fewer rows than asked for: its rates say little. It is kept. */
  readonly small: readonly boolean[];
}

/** Below it a share of rows moves by more than three points with one row. */
export const fewRows = 30;

/**
 * Groups by several columns at once: the combinations that occur, in the order of the columns' values (numbers by size,
 * then words, then what is not known).
 *
 * @param smallBelow groups of fewer rows are flagged
 * @throws ExplainabilityError `input` for columns of different lengths, `too-large` for more combinations than 65,535
 */
export function intersectionalGroups(
  columns: readonly GroupColumn[],
  smallBelow: number = fewRows,
): IntersectionalGroups {
  const [first] = columns;
  if (first === undefined) throw new ExplainabilityError('input', 'there is no column to group by: give one');
  const rows = first.values.length;
  for (const { name, values } of columns)
    if (values.length !== rows)
      throw new ExplainabilityError(
        'input',
        `${name} has ${values.length} rows, ${first.name} has ${rows}: give columns of one table`,
      );
  if (rows === 0) throw new ExplainabilityError('input', `${first.name} has no rows: give at least one`);

  const found = new Map<string, { levels: (string | number | null)[]; rows: number[] }>();
  for (let row = 0; row < rows; row++) {
    const levels = columns.map(({ values }) => knownOf(values[row]));
    // A number and the word that looks like it are two values.
    const key = JSON.stringify(levels.map((level) => (typeof level === 'number' ? [String(level)] : level)));
    const group = found.get(key) ?? { levels, rows: [] };
    group.rows.push(row);
    found.set(key, group);
  }
  const most = 2 ** 16 - 1;
  if (found.size > most)
    throw new ExplainabilityError(
      'too-large',
      `${columns.map(({ name }) => name).join(', ')}: ${found.size} combinations, group by columns with at most ${most}`,
    );
  const ordered = [...found.values()].sort((one, other) => compareLevels(one.levels, other.levels));
  const groups = new Uint16Array(rows);
  for (const [place, group] of ordered.entries()) for (const row of group.rows) groups[row] = place;
  const sizes = ordered.map((group) => group.rows.length);
  return {
    groups,
    groupNames: ordered.map(({ levels }) => levels.map((level) => level ?? 'unknown').join(', ')),
    levels: ordered.map(({ levels }) => levels),
    sizes,
    smallest: Math.min(...sizes),
    small: sizes.map((size) => size < smallBelow),
  };
}

const knownOf = (value: string | number | null | undefined): string | number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

function compareLevels(
  one: readonly (string | number | null)[],
  other: readonly (string | number | null)[],
): number {
  for (const [place, level] of one.entries()) {
    const order = compareValues(level, other[place] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(one: string | number | null, other: string | number | null): number {
  if (one === other) return 0;
  const kind = (value: string | number | null): number =>
    typeof value === 'number' ? 0 : value === null ? 2 : 1;
  if (kind(one) !== kind(other)) return kind(one) - kind(other);
  // By code units: the order may not depend on where the page is read.
  return (one as string | number) < (other as string | number) ? -1 : 1;
}
