import { listed } from '@modelfolio/failures/listed';
import { numberOf, type Cell, type Table } from '@modelfolio/inference';
import type { Slice, SliceRule } from '@modelfolio/schemas';
import { ModelfolioError } from '../modelfolio-error.ts';
import type { RowMetrics } from '@modelfolio/metrics/row-metrics';
import { binColumn } from './column-bins.ts';
import { differenceOf, estimatesOf, resample, type Resampling } from './estimates.ts';

/** A slice's name and conditions, and its rows. */
interface SliceRows {
  name: string;
  conditions: Slice['conditions'];
  rows: Uint32Array;
}

/**
 * Judges the slices that card.yaml names, each beside all rows outside of it.
 *
 * @param metricsOf metrics of some rows, by name those of `names`
 * @throws ModelfolioError `columns-mismatch` for a column that the data lacks
 */
export function judgeSlices(
  rules: readonly SliceRule[],
  table: Table,
  metricsOf: (rows: Uint32Array) => RowMetrics,
  names: readonly string[],
  resampling: Resampling,
): Slice[] {
  return rules
    .flatMap((rule) => rowsOf(rule, table))
    .map(({ name, conditions, rows }) => {
      return {
        name,
        conditions,
        n: rows.length,
        metrics: compareSlice(rows, table.rows, metricsOf, names, resampling),
      };
    });
}

/**
 * Metrics of a slice, each beside that of the rows outside of it.
 */
export function compareSlice(
  rows: Uint32Array,
  all: number,
  metricsOf: (rows: Uint32Array) => RowMetrics,
  names: readonly string[],
  resampling: Resampling,
): Slice['metrics'] {
  if (rows.length === 0) return {};
  const within = new Set(rows);
  const outside = Uint32Array.from({ length: all }, (_, row) => row).filter((row) => !within.has(row));
  const inner = resample(metricsOf(rows), resampling);
  // Another seed: the two samples are independent.
  const outer =
    outside.length === 0 ? null : resample(metricsOf(outside), { ...resampling, seed: resampling.seed + 1 });
  const estimates = estimatesOf(inner, resampling);
  return Object.fromEntries(
    names.map((name) => [
      name,
      { estimate: estimates.of(name), difference: differenceOf(inner, outer, name, resampling) },
    ]),
  );
}

function rowsOf(rule: SliceRule, table: Table): SliceRows[] {
  if (typeof rule === 'string') {
    checkColumn(rule, table);
    const bins = binColumn(table, rule);
    if (!bins) return [];
    return bins.parts.map(({ name, condition }, part) => ({
      name,
      conditions: [condition],
      rows: Uint32Array.from(rowsWhere(bins.partOf, (found) => found === part)),
    }));
  }
  const conditions = Object.entries(rule.where).map(([column, wanted]) => {
    checkColumn(column, table);
    return conditionOf(column, wanted);
  });
  const cells = conditions.map(({ column }) => table.column(column));
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) =>
    conditions.every((condition, index) => meets(cells[index]?.[row] ?? null, condition)),
  );
  return [{ name: rule.name, conditions, rows: Uint32Array.from(rows) }];
}

type Wanted = Exclude<SliceRule, string>['where'][string];

function conditionOf(column: string, wanted: Wanted): Slice['conditions'][number] {
  if (Array.isArray(wanted)) return { column, values: wanted, lower: null, upper: null };
  if (typeof wanted === 'object')
    return { column, values: null, lower: wanted.min ?? null, upper: wanted.max ?? null };
  return { column, values: [wanted], lower: null, upper: null };
}

function meets(cell: Cell, { values, lower, upper }: Slice['conditions'][number]): boolean {
  if (values !== null)
    return values.some((value) => value === cell || (cell !== null && String(value) === String(cell).trim()));
  const number = cell === null ? NaN : (numberOf(cell) ?? NaN);
  return !Number.isNaN(number) && (lower === null || number >= lower) && (upper === null || number <= upper);
}

function rowsWhere(parts: Int32Array, test: (part: number) => boolean): number[] {
  const rows: number[] = [];
  parts.forEach((part, row) => {
    if (test(part)) rows.push(row);
  });
  return rows;
}

/** @throws ModelfolioError `columns-mismatch` for a column that the data lacks */
export function checkColumn(column: string, table: Table): void {
  if (!table.columns.includes(column))
    throw new ModelfolioError('columns-mismatch', `slices name the column ${column}, which the data lacks`, {
      file: table.name,
      hint: `correct evaluationSet.slices in card.yaml; there are: ${listed(table.columns, 20)}`,
    });
}
