import { mean } from './mean.ts';
import { rankCorrelation } from './rank-correlation.ts';

/**
 * |ρ| of Spearman, of the rows where both are known.
 *
 * @returns 0 where one of them is constant
 */
export function rankAssociation(one: Float64Array, other: Float64Array): number {
  const both = Int32Array.from(one, (_, row) => row).filter(
    (row) => !Number.isNaN(one[row]) && !Number.isNaN(other[row]),
  );
  const known = (values: Float64Array): Float64Array =>
    Float64Array.from(both, (row) => values[row] as number);
  return Math.min(1, Math.abs(rankCorrelation(known(one), known(other)) ?? 0));
}

/**
 * Cramér's V with the correction of its bias (Bergsma 2013). A missing value is a category of its own.
 *
 * @returns 0 where one of them is constant, or other in each row
 */
export function cramersV(one: Float64Array, other: Float64Array): number {
  const rows = one.length;
  const [a, b] = [countValues(one), countValues(other)];
  const cells = new Map<string, { count: number; expected: number }>();
  for (let row = 0; row < rows; row++) {
    const [x, y] = [one[row] as number, other[row] as number];
    const cell = cells.get(`${x} ${y}`);
    if (cell) cell.count++;
    else cells.set(`${x} ${y}`, { count: 1, expected: ((a.get(x) as number) * (b.get(y) as number)) / rows });
  }
  // χ² = Σ observed²/expected − n: empty cells add nothing.
  let sum = 0;
  for (const { count, expected } of cells.values()) sum += (count * count) / expected;
  const bias = ((a.size - 1) * (b.size - 1)) / (rows - 1);
  const square = Math.max(0, (sum - rows) / rows - bias);
  const [spanA, spanB] = [a.size, b.size].map((size) => size - 1 - (size - 1) ** 2 / (rows - 1));
  const span = Math.min(spanA as number, spanB as number);
  return span > 1e-12 ? Math.min(1, Math.sqrt(square / span)) : 0;
}

/**
 * Correlation ratio η of a number with a category: the root of the share of its variance that lies between categories,
 * of the rows where the number is known. A missing category is one of its own.
 *
 * @returns 0 where the number is constant
 */
export function correlationRatio(category: Float64Array, number: Float64Array): number {
  const known = number.filter((value) => !Number.isNaN(value));
  const centre = mean(known);
  const groups = new Map<number, { count: number; sum: number }>();
  let total = 0;
  number.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    const code = category[row] as number;
    const group = groups.get(code) ?? { count: 0, sum: 0 };
    group.count++;
    group.sum += value - centre;
    groups.set(code, group);
    total += (value - centre) ** 2;
  });
  let between = 0;
  for (const { count, sum } of groups.values()) between += (sum * sum) / count;
  return total > 0 ? Math.min(1, Math.sqrt(between / total)) : 0;
}

/** How often each value occurs; NaN is one value, as in every Map. */
export function countValues(values: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
