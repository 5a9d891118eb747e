import type { CardYaml, TabularColumn } from '@modelfolio/schemas';
import { cellPlace, InferenceError, numberOf, type Cell, type Table } from '@modelfolio/inference';

type Values = Pick<TabularColumn, 'categories' | 'range' | 'step' | 'missing'>;
type TabularWords = Extract<CardYaml['signature']['input'], { kind: 'tabular' }>;
type ColumnWords = TabularWords['columns'][string];

/** A column of text is a choice where it has few values that come back. */
const fewCategories = 20;
const manyCategories = 100;

/** A slider has no more steps than this, and shows no more decimals than floats hold. */
const mostSteps = 1000;
const mostDecimals = 7;

/**
 * What a form needs to know of a column: its values or their range, from the rows unless a person said.
 *
 * @throws InferenceError `table` for text in a column of numbers, naming line and column
 */
export function describeColumn(
  name: string,
  type: TabularColumn['type'],
  said: ColumnWords,
  table: Table | null,
): Values {
  const cells = table?.column(name) ?? [];
  const unknown: Values = { categories: null, range: null, step: null, missing: cells.some(isMissing) };
  if (type === 'bool') return unknown;
  if (type === 'string') return { ...unknown, categories: said.categories ?? categoriesOf(cells) };
  const numbers = table ? numbersIn(cells, name, type, table) : [];
  const range = said.range ?? rangeOf(numbers);
  const whole = !type.startsWith('float');
  return {
    // A person may list the codes of a column of whole numbers; the data alone cannot tell codes from counts.
    categories: said.categories ?? null,
    range,
    step: said.step ?? (range ? stepOf(numbers, range, whole) : null),
    missing: unknown.missing,
  };
}

function isMissing(cell: Cell): boolean {
  return (
    cell === null ||
    cell === '' ||
    Number.isNaN(cell) ||
    (typeof cell === 'string' && /^\s*(?:nan)?\s*$/i.test(cell))
  );
}

/** Values in order of frequency, those of one frequency in order of code units. */
function categoriesOf(cells: readonly Cell[]): string[] | null {
  const counts = new Map<string, number>();
  for (const cell of cells)
    if (cell !== null && cell !== '') counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1);
  const filled = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const few =
    counts.size <= fewCategories
      ? counts.size < filled
      : counts.size <= manyCategories && counts.size * 10 <= filled;
  if (counts.size === 0 || !few) return null;
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([value]) => value);
}

function numbersIn(
  cells: readonly Cell[],
  column: string,
  type: TabularColumn['type'],
  table: Table,
): number[] {
  const numbers: number[] = [];
  for (const [row, cell] of cells.entries()) {
    const number = numberOf(cell);
    if (number === null)
      throw new InferenceError('table', `${JSON.stringify(cell)}, expected a number`, {
        ...cellPlace(table, row, column),
        hint: `the model takes ${type} here`,
      });
    // Single precision widened to double shows digits that nobody wrote.
    const widened = typeof cell === 'number' && (type === 'float32' || type === 'float16');
    if (Number.isFinite(number)) numbers.push(widened ? Number(number.toPrecision(mostDecimals)) : number);
  }
  return numbers;
}

function rangeOf(numbers: readonly number[]): [number, number] | null {
  if (numbers.length === 0) return null;
  let [least, greatest] = [Infinity, -Infinity];
  for (const number of numbers) {
    least = Math.min(least, number);
    greatest = Math.max(greatest, number);
  }
  return [least, greatest];
}

/** The finest decimal that the data is written in, unless that makes too many steps. */
function stepOf(
  numbers: readonly number[],
  [least, greatest]: readonly [number, number],
  whole: boolean,
): number {
  if (whole) return 1;
  const decimals = numbers.reduce((most, number) => Math.max(most, decimalsOf(number)), 0);
  const coarse = greatest > least ? Math.ceil(Math.log10((greatest - least) / mostSteps)) : -decimals;
  return Number(`1e${Math.max(-decimals, coarse)}`);
}

function decimalsOf(number: number): number {
  const [digits = '', exponent = '0'] = String(number).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}
