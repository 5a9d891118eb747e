import { ExplainabilityError } from '../explainability-error.ts';
import { quantile } from '@modelfolio/statistics/quantiles';
import type { Matrix } from '../matrix.ts';

/** What LIME knows of a column of numbers: bins between quartiles, each with what its training rows were like. */
export interface LimeNumbers {
  readonly kind: 'number';
  /** Inner edges, rising; a value on an edge belongs to the bin below it. */
  readonly edges: readonly number[];
  /** Share of all rows in each bin; one bin more than edges. */
  readonly shares: readonly number[];
  /** Share of rows without a value. */
  readonly missing: number;
  readonly means: readonly number[];
  /** Population standard deviations, without the 1e-11 that is added when values are drawn. */
  readonly deviations: readonly number[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}

/** What LIME knows of a column of categories. */
export interface LimeCategories {
  readonly kind: 'category';
  /** Codes that occur, rising. */
  readonly codes: readonly number[];
  /** Share of all rows with each code. */
  readonly shares: readonly number[];
  /** Share of rows without a value. */
  readonly missing: number;
}

/** All that LIME needs of the training rows, a column each; JSON keeps it as it is. */
export type LimeStatistics = readonly (LimeNumbers | LimeCategories)[];

/**
 * Statistics of training rows, as `LimeTabularExplainer` (lime 0.2) takes from them with its quartile discretiser:
 * `np.percentile` at 25, 50 and 75, each edge once; means, standard deviations and bounds of each bin. Missing values, which
 * lime cannot have, are a bin of their own.
 *
 * @param categoricalColumns columns whose codes are categories; the others are numbers
 * @throws ExplainabilityError `input` where there are no rows, a value is infinite, or the columns do not exist
 */
export function limeStatistics(background: Matrix, categoricalColumns: readonly number[]): LimeStatistics {
  const { values, rows, columns } = background;
  if (rows < 1) throw new ExplainabilityError('input', 'LIME needs training rows: there are none');
  if (values.length !== rows * columns)
    throw new ExplainabilityError('input', `${values.length} values, expected ${rows} rows of ${columns}`);
  const infinite = values.findIndex((value) => Math.abs(value) === Infinity);
  if (infinite !== -1)
    throw new ExplainabilityError(
      'input',
      `training row ${Math.floor(infinite / columns) + 1}, column ${infinite % columns}: ${values[infinite]}, expected a finite number or none`,
    );
  const unknown = categoricalColumns.find((at) => !Number.isInteger(at) || at < 0 || at >= columns);
  if (unknown !== undefined)
    throw new ExplainabilityError('input', `there is no column ${unknown}; the rows have ${columns}`);
  return Array.from({ length: columns }, (_, column) => {
    const all = Float64Array.from({ length: rows }, (__, row) => values[row * columns + column] as number);
    const sorted = all.filter((value) => !Number.isNaN(value)).sort();
    const missing = (rows - sorted.length) / rows;
    return categoricalColumns.includes(column)
      ? categories(sorted, rows, missing)
      : numbers(sorted, rows, missing);
  });
}

function categories(sorted: Float64Array, rows: number, missing: number): LimeCategories {
  const counts = new Map<number, number>();
  for (const code of sorted) counts.set(code, (counts.get(code) ?? 0) + 1);
  return {
    kind: 'category',
    codes: [...counts.keys()],
    shares: [...counts.values()].map((count) => count / rows),
    missing,
  };
}

function numbers(sorted: Float64Array, rows: number, missing: number): LimeNumbers {
  if (sorted.length === 0)
    return {
      kind: 'number',
      edges: [],
      shares: [0],
      missing,
      means: [0],
      deviations: [0],
      lows: [0],
      highs: [0],
    };
  const edges = [...new Set([0.25, 0.5, 0.75].map((share) => quantile(sorted, share)))];
  const bins = Array.from({ length: edges.length + 1 }, (_, bin) =>
    sorted.filter((value) => binOf(edges, value) === bin),
  );
  return {
    kind: 'number',
    edges,
    shares: bins.map(({ length }) => length / rows),
    missing,
    means: bins.map(meanOf),
    deviations: bins.map((bin) => {
      const mean = meanOf(bin);
      return Math.sqrt(meanOf(bin.map((value) => (value - mean) ** 2)));
    }),
    lows: [sorted[0] as number, ...edges],
    highs: [...edges, sorted.at(-1) as number],
  };
}

/** The bin of a value: numpy's `searchsorted` from the left. */
export function binOf(edges: readonly number[], value: number): number {
  const at = edges.findIndex((edge) => value <= edge);
  return at === -1 ? edges.length : at;
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
