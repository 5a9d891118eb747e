/** What a part of an expression is made of, for code that computes it elsewhere than row by row. */
export interface Tree {
  /** `number`, `text` and `column` have a value; others are operators, and functions by their name. */
  operator: string;
  parts: readonly Tree[];
  /** The number or text, the column's name, or the list of an `in`. */
  values?: readonly (number | string)[];
}
