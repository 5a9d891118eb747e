import type { RowEvidence } from '@modelfolio/schemas';

const shown = 10;

/**
 * Rows with the inputs of an earlier row.
 *
 * @param keys of each row, see `rowKeys`
 * @param labelOf what the row's truth is, as text
 */
export function repeatedRows(
  keys: readonly string[],
  labelOf: (row: number) => string,
): RowEvidence['duplicates'] {
  const first = new Map<string, number>();
  const examples: [number, number][] = [];
  let [rows, conflicting] = [0, 0];
  for (const [row, key] of keys.entries()) {
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, row);
      continue;
    }
    rows += 1;
    if (labelOf(earlier) !== labelOf(row)) conflicting += 1;
    if (examples.length < shown) examples.push([earlier, row]);
  }
  return { rows, conflicting, examples };
}

/** Rows whose inputs also lie in other data: how many, and the first of them with a row of the other. */
export function sharedRows(
  keys: readonly string[],
  others: readonly string[],
): { shared: number; examples: [number, number][] } {
  const places = new Map<string, number>();
  for (const [row, key] of others.entries()) if (!places.has(key)) places.set(key, row);
  const found = keys.flatMap((key, row): [number, number][] => {
    const other = places.get(key);
    return other === undefined ? [] : [[row, other]];
  });
  return { shared: found.length, examples: found.slice(0, shown) };
}
