import { ExplainabilityError } from './explainability-error.ts';
import { matrixOf, rowOf, type Matrix } from './matrix.ts';
import type { Groups, ModelFunction } from './model-function.ts';

/** Rows in which each group of columns is one column: a single one as it is, several as the code of their combination. */
export interface JoinedColumns {
  /** `[rows, groups]`. */
  readonly rows: Matrix;
  /** Places of groups whose codes are categories. */
  readonly categorical: readonly number[];
  /** A row of columns as a row of groups. @throws ExplainabilityError `input` for a combination that never occurs */
  join(row: Float64Array): Float64Array;
  /** The model over rows of groups. */
  model(model: ModelFunction): ModelFunction;
}

/**
 * Makes one column of each group, for methods that know no groups.
 *
 * @param categorical places of columns whose codes are categories
 */
export function joinColumns(rows: Matrix, groups: Groups, categorical: readonly number[]): JoinedColumns {
  const books = groups.map((group) => (group.length > 1 ? codeBook(rows, group) : null));
  const join = (row: Float64Array): Float64Array =>
    Float64Array.from(groups, (group, at) => {
      const book = books[at];
      if (!book) return row[group[0] ?? 0] ?? Number.NaN;
      const code = book.codes.get(keyOf(row, group));
      if (code !== undefined) return code;
      throw new ExplainabilityError(
        'input',
        `the columns ${group.join(', ')} never have these values together in the data`,
      );
    });
  const joined = matrixOf(rows.rows, groups.length);
  for (let row = 0; row < rows.rows; row++) rowOf(joined, row).set(join(rowOf(rows, row)));
  return {
    rows: joined,
    categorical: groups.flatMap(([first, ...more], at) =>
      more.length > 0 || categorical.includes(first ?? -1) ? [at] : [],
    ),
    join,
    model: (model) => (given) => {
      const whole = matrixOf(given.rows, rows.columns);
      for (let row = 0; row < given.rows; row++) {
        const into = rowOf(whole, row);
        groups.forEach((group, at) => {
          const code = given.values[row * given.columns + at] ?? Number.NaN;
          const values = books[at]?.combinations[code] ?? [code];
          group.forEach((column, place) => (into[column] = values[place] ?? Number.NaN));
        });
      }
      return model(whole);
    },
  };
}

const keyOf = (row: Float64Array, columns: readonly number[]): string =>
  columns.map((column) => row[column]).join(' ');

function codeBook(
  rows: Matrix,
  group: readonly number[],
): { codes: Map<string, number>; combinations: number[][] } {
  const codes = new Map<string, number>();
  const combinations: number[][] = [];
  for (let at = 0; at < rows.rows; at++) {
    const row = rowOf(rows, at);
    const key = keyOf(row, group);
    if (codes.has(key)) continue;
    codes.set(key, combinations.length);
    combinations.push(group.map((column) => row[column] ?? Number.NaN));
  }
  return { codes, combinations };
}
