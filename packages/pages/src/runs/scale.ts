import type { RunCell, RunColumn } from './run-table.ts';

/** Where a cell lies on an axis, 0 to 1; `null` for what has no place on it. */
export interface Scale {
  at(value: RunCell): number | null;
  /** Words at the ends, or each category with its place. */
  ticks: { place: number; value: RunCell }[];
}

/** The column of an axis, and whether its numbers are spaced by their logarithms. */
export interface Axis {
  key: string;
  log: boolean;
}

/** How an axis stands in the address: `metrics.loss`, or `log:metrics.loss`. */
export const axisOf = (word: string): Axis =>
  word.startsWith('log:') ? { key: word.slice(4), log: true } : { key: word, log: false };
export const axisWord = ({ key, log }: Axis): string => (log ? `log:${key}` : key);

/**
 * An axis for a column: numbers from least to greatest, words in the order of their names.
 *
 * @param log spaces numbers by their logarithms; those that are not positive have no place
 */
export function scaleOf(column: RunColumn, rows: readonly number[], log = false): Scale {
  const cells = rows.map((row) => column.cell(row));
  if (column.numeric) return log ? logScale(cells) : linearScale(cells);
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

const isPlaced = (cell: RunCell): cell is number => typeof cell === 'number' && Number.isFinite(cell);

function linearScale(cells: readonly RunCell[]): Scale {
  const [low, high] = extent(cells.filter(isPlaced));
  const span = high - low;
  const at = (value: RunCell): number | null =>
    !isPlaced(value) ? null : span === 0 ? 0.5 : (value - low) / span;
  return { at, ticks: ticksAt(low === high ? [low] : [low, high], at) };
}

/** The least and the greatest, and the powers of ten between them that have room. */
function logScale(cells: readonly RunCell[]): Scale {
  const isPositive = (cell: RunCell): cell is number => isPlaced(cell) && cell > 0;
  const [low, high] = extent(cells.filter(isPositive));
  const span = Math.log(high / low);
  const at = (value: RunCell): number | null =>
    !isPositive(value) ? null : span === 0 ? 0.5 : Math.log(value / low) / span;
  const powers = Array.from({ length: 633 }, (_, index) => 10 ** (index - 324)).filter((power) => {
    const place = at(power);
    return place !== null && place > 0.12 && place < 0.88;
  });
  const every = Math.ceil(powers.length / 4);
  const inside = powers.filter((_, index) => index % every === 0);
  return { at, ticks: ticksAt(low === high ? [low] : [low, ...inside, high], at) };
}

function extent(numbers: readonly number[]): [number, number] {
  return numbers.reduce<[number, number]>(
    ([least, most], number) => [Math.min(least, number), Math.max(most, number)],
    [Infinity, -Infinity],
  );
}

const ticksAt = (values: readonly number[], at: (value: RunCell) => number | null): Scale['ticks'] =>
  values.flatMap((value) => {
    const place = at(value);
    return place === null ? [] : [{ place, value }];
  });
