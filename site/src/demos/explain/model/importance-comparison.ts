import type { Importance } from '../analysis/analysis.ts';

/** How much a feature matters by two measures; `null` where one has not been computed. */
export type ComparedImportance = {
  name: string;
  shap: { mean: number; interval: readonly [number, number] | null; rank: number } | null;
  permutation: { mean: number; deviation: number; rank: number } | null;
};

/**
 * Both measures side by side, a row for each feature that either knows.
 *
 * @param shap mean |SHAP| of each feature, with its interval where that is known
 */
export function comparedImportance(
  shap: readonly { name: string; mean: number; interval: readonly [number, number] | null }[] | null,
  permutation: Pick<Importance, 'features'> | null,
): ComparedImportance[] {
  const shapRanks = ranks(shap ?? []);
  const permutationRanks = ranks(permutation?.features ?? []);
  const names = new Set([...(shap ?? []), ...(permutation?.features ?? [])].map(({ name }) => name));
  return [...names].map((name) => {
    const one = shapRanks.get(name);
    const other = permutationRanks.get(name);
    return {
      name,
      shap: one ? { mean: one.item.mean, interval: one.item.interval, rank: one.rank } : null,
      permutation: other
        ? { mean: other.item.mean, deviation: other.item.deviation, rank: other.rank }
        : null,
    };
  });
}

function ranks<Item extends { name: string; mean: number }>(
  items: readonly Item[],
): Map<string, { item: Item; rank: number }> {
  return new Map(
    items
      .toSorted((one, other) => other.mean - one.mean)
      .map((item, at) => [item.name, { item, rank: at + 1 }]),
  );
}

/** The measure that the rows of the table are sorted by, or the order of their names. */
export type ImportanceOrder = 'shap' | 'permutation' | 'name';

/** Largest first, or by name; what is not known comes last. */
export function sortedImportance(
  rows: readonly ComparedImportance[],
  by: ImportanceOrder,
): ComparedImportance[] {
  if (by === 'name') return rows.toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
  return rows.toSorted((one, other) => placeOf(one[by]) - placeOf(other[by]));
}

const placeOf = (measure: { rank: number } | null): number => measure?.rank ?? Number.MAX_SAFE_INTEGER;

/**
 * Features among the first five of either measure whose ranks are two or more apart, in words.
 *
 * @returns `null` where either measure is not there
 */
export function disagreements(rows: readonly ComparedImportance[]): string[] | null {
  if (!rows.some(({ shap }) => shap) || !rows.some(({ permutation }) => permutation)) return null;
  return sortedImportance(rows, 'shap').flatMap(({ name, shap, permutation }) =>
    shap &&
    permutation &&
    Math.min(shap.rank, permutation.rank) <= 5 &&
    Math.abs(shap.rank - permutation.rank) >= 2
      ? [`${name} is ${ordinal(shap.rank)} by mean |SHAP| and ${ordinal(permutation.rank)} by permutation`]
      : [],
  );
}

const endings = new Map([
  ['one', 'st'],
  ['two', 'nd'],
  ['few', 'rd'],
]);
const plurals = new Intl.PluralRules('en', { type: 'ordinal' });

/** 1st, 2nd, 3rd, 4th. */
export const ordinal = (place: number): string => `${place}${endings.get(plurals.select(place)) ?? 'th'}`;
