/** A filter that says nothing: what is wrong, where in it, and what to do. */
export class FilterError extends Error {
  /** What is wrong, without the place and the remedy. */
  readonly reason: string;
  /** From 1. */
  readonly column: number;
  readonly hint: string | null;

  constructor(reason: string, column: number, hint: string | null) {
    super(`column ${column}: ${reason}${hint === null ? '' : ` (${hint})`}`);
    this.name = 'FilterError';
    this.reason = reason;
    this.column = column;
    this.hint = hint;
  }
}
