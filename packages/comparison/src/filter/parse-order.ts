import type { FilterGrammar, Subject } from './grammar.ts';
import { tokenReader } from './token-reader.ts';

/** By what rows are put in order. */
export interface FieldOrder {
  readonly subject: Subject;
  readonly key: string;
  readonly isDescending: boolean;
}

/**
 * Parses one entry of an order, such as `metrics.accuracy DESC`.
 *
 * @throws FilterError
 */
export function parseOrder(text: string, grammar: FilterGrammar): FieldOrder {
  const reader = tokenReader(text);
  const { subject, key } = reader.field(grammar);
  const isDescending = reader.isKeyword('DESC');
  if (isDescending || reader.isKeyword('ASC')) reader.take();
  const rest = reader.peek();
  if (rest.kind !== 'end') throw reader.unexpected(rest, 'ASC, DESC or the end');
  return { subject, key, isDescending };
}
