import { numberOf, type Cell, type Table } from '@modelfolio/inference';
import type { Slice } from '@modelfolio/schemas';
import { quantile } from '@modelfolio/statistics/quantiles';

type Condition = Slice['conditions'][number];

/** A column cut into parts that rows fall into. */
export interface BinnedColumn {
  readonly column: string;
  /** Name and condition of each part. */
  readonly parts: readonly { readonly name: string; readonly condition: Condition }[];
  /** Part of each row. */
  readonly partOf: Int32Array;
}

/** More values than this and a column of numbers is cut into quartiles; one of text is left out. */
const mostCategories = 20;

/**
 * Cuts a column: each value of one that has few, quartiles of numbers (a part of one number is named after it), missing
 * values by themselves.
 *
 * @returns `null` for text of many values, and for a column that is the same everywhere
 */
export function binColumn(table: Table, column: string): BinnedColumn | null {
  const cells = table.column(column).map(plain);
  const values = new Set(cells);
  if (values.size < 2) return null;
  if (values.size <= mostCategories) return byValue(column, cells, [...values].toSorted(byText));
  const numbers = cells.map((cell) => (cell === null ? NaN : numberOf(cell)));
  return numbers.includes(null) ? null : byQuartile(column, Float64Array.from(numbers as number[]));
}

/** `1.0` and `1` are one value however a file writes them. */
function plain(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const number = numberOf(cell);
  if (number !== null && Number.isFinite(number)) return number;
  return cell.trim() === '' ? null : cell;
}

function byText(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

function byValue(column: string, cells: readonly Cell[], values: readonly Cell[]): BinnedColumn {
  const places = new Map(values.map((value, index) => [value, index]));
  return {
    column,
    parts: values.map((value) => ({
      name: value === null ? `${column} is missing` : `${column} = ${String(value)}`,
      condition: { column, values: [value], lower: null, upper: null },
    })),
    partOf: Int32Array.from(cells, (cell) => places.get(cell) ?? 0),
  };
}

function byQuartile(column: string, numbers: Float64Array): BinnedColumn {
  const sorted = numbers.filter((number) => !Number.isNaN(number)).toSorted();
  const cuts = [...new Set([0.25, 0.5, 0.75].map((q) => quantile(sorted, q)))];
  const bounds = [null, ...cuts, null];
  const parts = bounds.slice(0, -1).map((lower, index) => {
    const upper = bounds[index + 1] ?? null;
    const shown = (bound: number): string => String(Number(bound.toPrecision(4)));
    const least = sorted[0] ?? NaN;
    // Most of the numbers are the least one: below the cut there is nothing else.
    if (lower === null && upper === least)
      return {
        name: `${column} = ${shown(least)}`,
        condition: { column, values: [least], lower: null, upper: null },
      };
    const name =
      lower === null
        ? `${column} ≤ ${shown(upper ?? 0)}`
        : upper === null
          ? `${column} > ${shown(lower)}`
          : `${column} from ${shown(lower)} to ${shown(upper)}`;
    return { name, condition: { column, values: null, lower, upper } };
  });
  const missing = parts.length;
  const hasMissing = numbers.some(Number.isNaN);
  return {
    column,
    parts: hasMissing
      ? [
          ...parts,
          { name: `${column} is missing`, condition: { column, values: [null], lower: null, upper: null } },
        ]
      : parts,
    partOf: Int32Array.from(numbers, (number) => {
      if (Number.isNaN(number)) return missing;
      const place = cuts.findIndex((cut) => number <= cut);
      return place < 0 ? cuts.length : place;
    }),
  };
}
