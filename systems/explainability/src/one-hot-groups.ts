import type { Matrix } from './matrix.ts';

/**
 * Columns that are one category, written one-hot: their names have the same beginning up to the last `_`, `=` or `:`, and in
 * every row exactly one of them is 1 and the others are 0.
 *
 * @param names of the columns
 * @returns places of the columns of each category, by its beginning
 */
export function oneHotGroups(
  names: readonly string[],
  { values, rows, columns }: Matrix,
): Map<string, number[]> {
  const found = new Map<string, number[]>();
  names.forEach((name, column) => {
    const end = Math.max(name.lastIndexOf('_'), name.lastIndexOf('='), name.lastIndexOf(':'));
    if (end <= 0) return;
    const beginning = name.slice(0, end);
    found.set(beginning, [...(found.get(beginning) ?? []), column]);
  });
  for (const [beginning, places] of found)
    if (places.length < 2 || rows === 0 || !isOneHot(places)) found.delete(beginning);
  return found;

  function isOneHot(places: readonly number[]): boolean {
    for (let row = 0; row < rows; row++) {
      let ones = 0;
      for (const column of places) {
        const value = values[row * columns + column];
        if (value === 1) ones++;
        else if (value !== 0) return false;
      }
      if (ones !== 1) return false;
    }
    return true;
  }
}
