import type { RunCell, RunColumn } from './run-table.ts';

/** Where a cell lies on an axis, 0 to 1; `null` for what has no place on it. */
export interface Scale {
  at(value: RunCell): number | null;
  /** Words at the ends, or each category with its place. */
  ticks: { place: number; value: RunCell }[];
}

/** An axis for a column: numbers from least to greatest, words in the order of their names. */
export function scaleOf(column: RunColumn, rows: readonly number[]): Scale {
  const cells = rows.map((row) => column.cell(row));
  const numbers = cells.filter((cell) => typeof cell === 'number' && Number.isFinite(cell)) as number[];
  if (column.numeric) {
    const [low, high] = numbers.reduce(
      ([least, most], number) => [Math.min(least, number), Math.max(most, number)],
      [Infinity, -Infinity],
    );
    const span = high - low;
    return {
      at: (value) =>
        typeof value !== 'number' || !Number.isFinite(value) ? null : span === 0 ? 0.5 : (value - low) / span,
      ticks:
        numbers.length === 0
          ? []
          : span === 0
            ? [{ place: 0.5, value: low }]
            : [
                { place: 0, value: low },
                { place: 1, value: high },
              ],
    };
  }
  const words = [...new Set(cells.filter((cell) => cell !== null).map(String))].toSorted(
    new Intl.Collator('en', { numeric: true }).compare,
  );
  const places = new Map(words.map((word, at) => [word, words.length === 1 ? 0.5 : at / (words.length - 1)]));
  const step = Math.max(1, Math.ceil(words.length / 12));
  return {
    at: (value) => (value === null ? null : (places.get(String(value)) ?? null)),
    ticks: words
      .filter((_, at) => at % step === 0)
      .map((word) => ({ place: places.get(word) ?? 0, value: word })),
  };
}
