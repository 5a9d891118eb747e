import { tableOf, type Cell, type Table } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';

/** Rows of cells in the order of `columns`, as a table. */
export function valuesTable(columns: readonly { name: string }[], rows: readonly (readonly Cell[])[]): Table {
  const cells = columns.map(({ name }, index): [string, Cell[]] => [
    name,
    rows.map((row) => row[index] ?? null),
  ]);
  return tableOf('the form', new Map(cells), rows.length);
}

/** Where there is no row to start from: the middle of each range, the most frequent category. */
export function middleRow(columns: readonly TabularColumn[]): Cell[] {
  return columns.map(({ type, categories, range, step, missing }) => {
    if (categories) return categories[0] ?? '';
    if (type === 'bool') return false;
    if (type === 'string') return '';
    if (range) return onStep((range[0] + range[1]) / 2, range[0], step ?? 0);
    return missing ? null : 0;
  });
}

/** The nearest value that is a whole number of steps from `from`, without the dust of binary fractions. */
export function onStep(value: number, from: number, step: number): number {
  return step > 0 ? Number((from + Math.round((value - from) / step) * step).toPrecision(12)) : value;
}

/** What is wrong with a value that the model will still be asked about; `null` where nothing is. */
export function oddness(cell: Cell, { range, categories, missing, type }: TabularColumn): string | null {
  if (cell === null) return missing ? null : 'The evaluation data has no row without it.';
  if (typeof cell === 'number') {
    if (range && (cell < range[0] || cell > range[1]))
      return `Outside the evaluation data, which goes from ${range[0]} to ${range[1]}.`;
    if (categories && !categories.includes(String(cell)))
      return 'Not among the values of the evaluation data.';
    return null;
  }
  return type === 'string' && categories && !categories.includes(String(cell))
    ? 'Not among the values of the evaluation data.'
    : null;
}

/** Whether a column holds text to choose from or to write, truth, or numbers. */
export function fieldKind({ type, categories }: TabularColumn): 'select' | 'text' | 'checkbox' | 'number' {
  if (type === 'bool') return 'checkbox';
  if (categories) return 'select';
  return type === 'string' ? 'text' : 'number';
}

/** The cell that a choice among categories stands for: a number where the column is one of numbers. */
export function categoryCell(text: string, { type }: TabularColumn): Cell {
  return type === 'string' ? text : Number(text);
}
