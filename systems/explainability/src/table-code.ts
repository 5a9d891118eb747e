import type { Place } from '@modelfolio/failures';
import { cellPlace, InferenceError, numberOf, type Cell, type Table } from '@modelfolio/inference';
import type { TabularColumn } from '@modelfolio/schemas';
import { matrixOf, type Matrix } from './matrix.ts';

/** How a column's cells and codes belong together. */
export interface CodedColumn {
  readonly name: string;
  /** Numbers are their own code; truth is 0 or 1; a category's code is its place in `categories`. */
  readonly kind: 'number' | 'truth' | 'category';
  /** Texts by code; empty for numbers. It grows where a text is met for the first time. */
  readonly categories: readonly string[];
}

/** Cells of a table as numbers and back: see {@link Matrix}. */
export interface TableCode {
  readonly columns: readonly CodedColumn[];
  /**
   * Codes of a table's rows.
   *
   * @throws InferenceError `table` for a column that is missing, or text where a number belongs
   */
  encode(table: Table): Matrix;
  /** Code of one cell. @throws InferenceError `table` for text where a number belongs */
  code(column: number, cell: Cell): number;
  /** Cells of a row of codes; NaN is `null`. */
  decode(codes: ArrayLike<number>): Cell[];
}

/** The code of a model's columns. Text is a category whether or not the manifest lists it. */
export function tableCode(columns: readonly TabularColumn[]): TableCode {
  const coded = columns.map(({ name, type, categories }) => {
    const kind = type === 'bool' ? 'truth' : type === 'string' ? 'category' : 'number';
    const texts = kind === 'category' ? [...(categories ?? [])] : [];
    return {
      name,
      kind,
      categories: texts,
      places: new Map(texts.map((text, place) => [text, place])),
    } as const;
  });

  function code(
    at: number,
    cell: Cell,
    place: () => Place = () => ({ file: 'the form', column: coded[at]?.name }),
  ): number {
    const column = coded[at];
    if (!column) throw new RangeError(`there is no column ${at}`);
    if (column.kind === 'category') {
      if (cell === null || cell === '') return Number.NaN;
      const text = String(cell);
      const known = column.places.get(text);
      if (known !== undefined) return known;
      const next = column.categories.push(text) - 1;
      column.places.set(text, next);
      return next;
    }
    if (column.kind === 'truth' && typeof cell === 'string' && /^(?:true|false)$/i.test(cell.trim()))
      return /^true$/i.test(cell.trim()) ? 1 : 0;
    const number = numberOf(cell);
    if (number !== null) return number;
    throw new InferenceError('table', `${JSON.stringify(cell)}, expected a number`, place());
  }

  return {
    columns: coded,
    code,
    encode(table) {
      const matrix = matrixOf(table.rows, coded.length);
      coded.forEach(({ name }, at) => {
        const cells = table.column(name);
        for (let row = 0; row < table.rows; row++)
          matrix.values[row * coded.length + at] = code(at, cells[row] ?? null, () =>
            cellPlace(table, row, name),
          );
      });
      return matrix;
    },
    decode: (codes) => decodeCells(coded, codes),
  };
}

/** Cells of a row of codes: see {@link TableCode.decode}. */
export function decodeCells(columns: readonly CodedColumn[], codes: ArrayLike<number>): Cell[] {
  return columns.map(({ kind, categories }, at) => {
    const value = codes[at] ?? Number.NaN;
    if (Number.isNaN(value)) return null;
    if (kind === 'category') return categories[value] ?? null;
    return kind === 'truth' ? value === 1 : value;
  });
}
