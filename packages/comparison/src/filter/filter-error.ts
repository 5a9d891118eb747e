import { Failure } from '@modelfolio/failures';

/** A filter that says nothing. Its place is the column of the text, from 1, as the field `column 17`. */
export class FilterError extends Failure<'filter-invalid'> {
  override readonly name = 'FilterError';
}
