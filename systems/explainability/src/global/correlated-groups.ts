import { ExplainabilityError } from '../explainability-error.ts';
import { isSameCode, matrixOf, type Matrix } from '../matrix.ts';
import type { Groups } from '../model-function.ts';
import { correlationRatio, countValues, cramersV, rankAssociation } from '@modelfolio/statistics/association';
import { checkRows } from './check-rows.ts';

/** Columns that belong together, in the order of their first columns. */
export interface CorrelatedGroups {
  readonly groups: Groups;
  /** Strength between columns from 0 to 1, `[columns, columns]`, 1 on the diagonal. */
  readonly association: Matrix;
  /** Columns of one value only. Each is a group of its own, with no association. */
  readonly constant: readonly number[];
  /** Columns that say the same as an earlier one, `[earlier, later]`: equal values, or categories with other codes. */
  readonly duplicates: readonly (readonly [number, number])[];
}

/**
 * Groups of columns that go together: |Spearman's ρ| between numbers, Cramér's V between categories, the correlation
 * ratio η between both.
 *
 * Complete linkage: groups are joined, the closest first, while *every* pair of their columns is at least as strong as
 * `threshold`. Connected components would chain columns that have nothing to do with each other through those between them,
 * and a group that is explained as one feature must be one. Equal strengths: the earlier columns first.
 *
 * @param kinds of each column
 * @param threshold from 0 to 1. Default: 0.8.
 * @throws ExplainabilityError `input` where shapes do not fit, or the threshold is out of range
 */
export function correlatedGroups(
  rows: Matrix,
  kinds: readonly ('number' | 'truth' | 'category')[],
  threshold = 0.8,
): CorrelatedGroups {
  checkRows(rows);
  if (kinds.length !== rows.columns)
    throw new ExplainabilityError('input', `${kinds.length} kinds for ${rows.columns} columns`);
  if (!(threshold > 0 && threshold <= 1))
    throw new ExplainabilityError(
      'input',
      `threshold: ${threshold}, expected more than 0 and not more than 1`,
    );
  const count = rows.columns;
  const columns = kinds.map((_, column) =>
    Float64Array.from({ length: rows.rows }, (__, row) => rows.values[row * count + column] as number),
  );
  const constant = columns.flatMap((values, column) => (countValues(values).size === 1 ? [column] : []));
  const duplicates: (readonly [number, number])[] = [];
  const association = matrixOf(count, count);
  for (let one = 0; one < count; one++) {
    association.values[one * count + one] = 1;
    for (let other = one + 1; other < count; other++) {
      if (constant.includes(one) || constant.includes(other)) continue;
      const pair = [columns[one] as Float64Array, columns[other] as Float64Array] as const;
      const isCategory = [kinds[one] === 'category', kinds[other] === 'category'] as const;
      const same = isCategory[0] && isCategory[1] ? isRelabelled(...pair) : isEqual(...pair);
      if (same) duplicates.push([one, other]);
      const strength = same ? 1 : strengthOf(pair, isCategory);
      association.values[one * count + other] = strength;
      association.values[other * count + one] = strength;
    }
  }
  return { groups: completeLinkage(association, threshold), association, constant, duplicates };
}

function strengthOf(
  [one, other]: readonly [Float64Array, Float64Array],
  [first, second]: readonly [boolean, boolean],
): number {
  if (first && second) return cramersV(one, other);
  if (first) return correlationRatio(one, other);
  return second ? correlationRatio(other, one) : rankAssociation(one, other);
}

function isEqual(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, row) => isSameCode(value, other[row] as number));
}

/** Whether each code of one stands for one code of the other. */
function isRelabelled(one: Float64Array, other: Float64Array): boolean {
  const [there, back] = [new Map<number, number>(), new Map<number, number>()];
  return one.every((code, row) => {
    const twin = other[row] as number;
    if (!there.has(code)) there.set(code, twin);
    if (!back.has(twin)) back.set(twin, code);
    return isSameCode(there.get(code) as number, twin) && isSameCode(back.get(twin) as number, code);
  });
}

function completeLinkage({ values, columns }: Matrix, threshold: number): Groups {
  const groups = Array.from({ length: columns }, (_, column) => [column]);
  const weakest = (one: readonly number[], other: readonly number[]): number =>
    Math.min(...one.flatMap((a) => other.map((b) => values[a * columns + b] as number)));
  for (;;) {
    let best: { one: number; other: number; strength: number } | null = null;
    for (let one = 0; one < groups.length; one++)
      for (let other = one + 1; other < groups.length; other++) {
        const strength = weakest(groups[one] ?? [], groups[other] ?? []);
        if (strength >= threshold && strength > (best?.strength ?? -1)) best = { one, other, strength };
      }
    if (!best) return groups;
    const [joined = []] = groups.splice(best.other, 1);
    groups[best.one] = [...(groups[best.one] ?? []), ...joined].sort((a, b) => a - b);
  }
}
