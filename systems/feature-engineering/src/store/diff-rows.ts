import { FeaturesError } from '../features-error.ts';
import { columnOf, type Column, type Frame } from '../frame/frame.ts';

/** What a cell holds; `null` where there is nothing. */
export type Cell = number | string | null;

/** A row that has other cells now. */
export interface ChangedRow {
  /** Cells of the key's columns. */
  readonly key: Cell[];
  readonly cells: { readonly column: string; readonly before: Cell; readonly after: Cell }[];
}

/** Rows that came, went and changed. */
export interface RowDiff {
  /** Columns that tell rows apart; `null` where whole rows do. */
  readonly key: readonly string[] | null;
  /** Columns that were compared: those of both, of one type. */
  readonly compared: string[];
  readonly added: number;
  readonly removed: number;
  /** Rows with another cell; `null` without a key, where such a row went and another came. */
  readonly changed: number | null;
  /** Cells that changed, by column; only where there are some. */
  readonly changedCells: Record<string, number>;
  /** The first of each: of rows that came and went the key, or the whole row. */
  readonly sample: { readonly added: Cell[][]; readonly removed: Cell[][]; readonly changed: ChangedRow[] };
}

const SAMPLE = 20;

/**
 * Rows of `b` that `a` does not have, and the other way round, by key.
 *
 * @param key columns whose cells no two rows of a frame share
 * @throws FeaturesError `column-missing`, `column-type` when a key's types differ, `value-invalid` when a key stands twice
 */
export function diffByKey(a: Frame, b: Frame, key: readonly string[]): RowDiff {
  const keysOf = (frame: Frame): Column[] => key.map((name) => columnOf(frame, name));
  const [keysA, keysB] = [keysOf(a), keysOf(b)];
  for (const [at, column] of keysA.entries())
    if (column.type !== keysB[at]?.type)
      throw new FeaturesError('column-type', 'the key is of another type in the other frame', {
        column: column.name,
      });
  const [rowsA, rowsB] = [index(keysA, a.rows), index(keysB, b.rows)];
  const pairs = shared(a, b).filter(([{ name }]) => !key.includes(name));
  const sample: RowDiff['sample'] = { added: [], removed: [], changed: [] };
  const changedCells = new Map<string, number>();
  let [added, removed, changed] = [0, 0, 0];

  for (const [words, row] of rowsA) {
    const other = rowsB.get(words);
    if (other === undefined) {
      if (removed++ < SAMPLE) sample.removed.push(cellsAt(keysA, row));
      continue;
    }
    const cells = pairs.flatMap(([before, after]) => {
      const [from, to] = [cellAt(before, row), cellAt(after, other)];
      return from === to ? [] : [{ column: before.name, before: from, after: to }];
    });
    if (cells.length === 0) continue;
    for (const { column } of cells) changedCells.set(column, (changedCells.get(column) ?? 0) + 1);
    if (changed++ < SAMPLE) sample.changed.push({ key: cellsAt(keysA, row), cells });
  }
  for (const [words, row] of rowsB)
    if (!rowsA.has(words) && added++ < SAMPLE) sample.added.push(cellsAt(keysB, row));
  return {
    key,
    compared: pairs.map(([{ name }]) => name),
    added,
    removed,
    changed,
    changedCells: Object.fromEntries(changedCells),
    sample,
  };
}

/** Rows of `b` that `a` does not have as often, and the other way round. */
export function diffByRow(a: Frame, b: Frame): RowDiff {
  const pairs = shared(a, b);
  const [columnsA, columnsB] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
  const over = new Map<string, number>();
  for (let row = 0; row < a.rows; row++) count(over, wordsAt(columnsA, row), 1);
  const added: Cell[][] = [];
  let came = 0;
  for (let row = 0; row < b.rows; row++) {
    const words = wordsAt(columnsB, row);
    if ((over.get(words) ?? 0) > 0) count(over, words, -1);
    else if (came++ < SAMPLE) added.push(cellsAt(columnsB, row));
  }
  const removed: Cell[][] = [];
  let went = 0;
  for (let row = 0; row < a.rows; row++) {
    const words = wordsAt(columnsA, row);
    if ((over.get(words) ?? 0) === 0) continue;
    count(over, words, -1);
    if (went++ < SAMPLE) removed.push(cellsAt(columnsA, row));
  }
  return {
    key: null,
    compared: columnsA.map(({ name }) => name),
    added: came,
    removed: went,
    changed: null,
    changedCells: {},
    sample: { added, removed, changed: [] },
  };
}

/** Columns of both frames that have one type. */
function shared(a: Frame, b: Frame): [Column, Column][] {
  const others = new Map(b.columns.map((column) => [column.name, column]));
  return a.columns.flatMap((column): [Column, Column][] => {
    const other = others.get(column.name);
    return other?.type === column.type ? [[column, other]] : [];
  });
}

function index(keys: readonly Column[], rows: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const words = wordsAt(keys, row);
    if (found.has(words))
      throw new FeaturesError(
        'value-invalid',
        `the key ${words} stands in row ${(found.get(words) ?? 0) + 1} too`,
        {
          row: row + 1,
          hint: 'name more columns',
        },
      );
    found.set(words, row);
  }
  return found;
}

const wordsAt = (columns: readonly Column[], row: number): string =>
  // JSON knows no infinity, and would take it for nothing.
  JSON.stringify(cellsAt(columns, row), (_, cell: unknown) =>
    typeof cell === 'number' && !Number.isFinite(cell) ? { number: String(cell) } : cell,
  );

const cellsAt = (columns: readonly Column[], row: number): Cell[] =>
  columns.map((column) => cellAt(column, row));

function cellAt(column: Column, row: number): Cell {
  const value = column.values[row] ?? null;
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}

function count(counts: Map<string, number>, words: string, by: number): void {
  counts.set(words, (counts.get(words) ?? 0) + by);
}
