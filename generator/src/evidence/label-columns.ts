import { numberOf, type Cell, type Table } from '@modelfolio/inference';
import type { RowEvidence } from '@modelfolio/schemas';

type LabelColumn = RowEvidence['labelColumns'][number];

/** With fewer rows, a column may tell the label by chance. */
const fewestRows = 20;
/** Fewest rows of a class: a class of two rows lies side by side by chance. */
const fewestOfClass = 5;
/** Share of rows whose value occurs more than once: a column of names or numbers of rows determines everything. */
const repeatedShare = 0.5;
/** 1 − r² of a straight line, up to rounding in the file. */
const lineRounding = 1e-9;

/**
 * Columns that give a label away: that hold it, determine it, or, of numbers, lay its classes side by side. One column at a
 * time: what several tell together is not looked for.
 *
 * @param columns those that the model takes
 * @param label the column that holds the truth
 * @param isValue whether the truth is a number to predict, not a class
 */
export function labelColumns(
  table: Table,
  columns: readonly string[],
  label: string,
  isValue: boolean,
): LabelColumn[] {
  const truth = table.column(label).map(plain);
  const distinct = new Set(truth).size;
  if (distinct < 2) return [];
  return columns
    .filter((column) => column !== label && table.columns.includes(column))
    .flatMap((column) => {
      const cells = table.column(column).map(plain);
      const how = isValue ? howValue(cells, truth) : howClass(cells, truth);
      return how === null ? [] : [{ column, label, how }];
    });
}

function howClass(cells: readonly string[], truth: readonly string[]): LabelColumn['how'] | null {
  if (cells.every((cell, row) => cell === truth[row])) return 'equals';
  const rows = truth.length;
  if (rows < fewestRows || Math.min(...counts(truth).values()) < fewestOfClass) return null;
  const ofValue = new Map<string, string>();
  const isFunction = cells.every((cell, row) => {
    const known = ofValue.get(cell);
    if (known === undefined) ofValue.set(cell, truth[row] ?? '');
    return known === undefined || known === truth[row];
  });
  if (!isFunction) return null;
  const repeated = [...counts(cells).values()]
    .filter((count) => count > 1)
    .reduce((sum, count) => sum + count, 0);
  if (repeated / rows >= repeatedShare) return 'determines';
  const numbers = cells.map((cell) => numberOf(cell));
  if (numbers.some((number) => number === null || !Number.isFinite(number))) return null;
  const order = Array.from(cells.keys()).toSorted((a, b) => Number(numbers[a]) - Number(numbers[b]));
  const changes = order.filter(
    (row, place) => place > 0 && truth[row] !== truth[order[place - 1] ?? 0],
  ).length;
  return changes === counts(truth).size - 1 ? 'separates' : null;
}

function howValue(cells: readonly string[], truth: readonly string[]): LabelColumn['how'] | null {
  if (cells.every((cell, row) => cell === truth[row])) return 'equals';
  const [x, y] = [cells.map(numberOf), truth.map(numberOf)];
  if (truth.length < fewestRows || new Set(cells).size < fewestRows) return null;
  if ([...x, ...y].some((number) => number === null || !Number.isFinite(number))) return null;
  return 1 - correlation(x.map(Number), y.map(Number)) ** 2 <= lineRounding ? 'follows' : null;
}

/** Pearson's r. */
function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [row, value] of x.entries()) {
    const [dx, dy] = [value - mx, (y[row] ?? 0) - my];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

function counts(values: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}

/** `1.0` and `1` are one value however a file writes them. */
function plain(cell: Cell): string {
  if (cell === null) return '';
  const number = typeof cell === 'string' ? numberOf(cell) : Number(cell);
  return number !== null && Number.isFinite(number) ? String(number) : String(cell).trim();
}
