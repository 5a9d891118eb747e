import { Failure } from '@modelfolio/failures';
import type { Subject } from './grammar.ts';

/** What kind of mistake a filter holds, for those who tell it in words of their own. Texts are as typed. */
export type FilterProblem =
  /** Not the grammar; `rest` begins where it was left. */
  | { readonly kind: 'syntax'; readonly rest: string }
  /** A value where a field is due, as in `1 < metrics.a`. */
  | { readonly kind: 'no-field'; readonly found: string }
  | { readonly kind: 'no-such-subject'; readonly word: string }
  | { readonly kind: 'no-such-key'; readonly subject: Subject; readonly word: string }
  | {
      readonly kind: 'comparator' | 'value';
      readonly subject: Subject;
      readonly key: string;
      readonly comparator: string;
      /** What stands for the value, and what that is. */
      readonly found: string;
      readonly foundKind: 'text' | 'number' | 'word' | 'list' | 'none';
    }
  | { readonly kind: 'nesting' };

/** A filter that says nothing. Its place is the column of the text, from 1, as the field `column 17`. */
export class FilterError extends Failure<'filter-invalid'> {
  override readonly name = 'FilterError';
  readonly problem: FilterProblem;

  constructor(reason: string, column: number, problem: FilterProblem, hint?: string) {
    super('filter-invalid', reason, { field: `column ${column}`, hint });
    this.problem = problem;
  }
}
