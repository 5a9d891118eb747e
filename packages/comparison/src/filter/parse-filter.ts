import { FilterError, type FilterProblem } from './filter-error.ts';
import { runGrammar, type FilterGrammar, type Subject } from './grammar.ts';
import type { Token } from './lex-filter.ts';
import { tokenReader, type Field } from './token-reader.ts';

/** One condition. `value` is a number for metrics and times, `null` for the tests of absence. */
export interface Comparison {
  kind: 'comparison';
  subject: Subject;
  key: string;
  comparator: string;
  value: number | string | readonly string[] | null;
}

/** A filter as parsed: comparisons under AND, OR and NOT. */
export type RunFilter =
  | Comparison
  | { kind: 'and' | 'or'; operands: readonly RunFilter[] }
  | { kind: 'not'; operand: RunFilter };

/** Nesting is for people: a generated filter must not exhaust the stack. */
const deepest = 100;

/**
 * Parses a filter in MLflow's grammar, with OR, NOT and parentheses besides; NOT binds tighter than AND, AND than OR.
 *
 * ```ts
 * parseFilter("metrics.accuracy > 0.9 AND NOT (params.model = 'tree' OR tags.`my tag` ILIKE '%best%')");
 * ```
 *
 * @param grammar which fields there are (default: those of runs)
 * @throws FilterError naming the column
 */
export function parseFilter(text: string, grammar: FilterGrammar = runGrammar): RunFilter {
  const reader = tokenReader(text);
  const { peek, take, isKeyword, isMark, unexpected } = reader;
  let depth = 0;

  function joined(kind: 'and' | 'or', next: () => RunFilter): RunFilter {
    const first = next();
    const operands = [first];
    while (isKeyword(kind.toUpperCase())) {
      take();
      operands.push(next());
    }
    return operands.length === 1 ? first : { kind, operands };
  }

  const anyOf = (): RunFilter => joined('or', () => joined('and', operand));

  function operand(): RunFilter {
    if (isKeyword('NOT')) return deeper('NOT', () => ({ kind: 'not', operand: operand() }));
    if (!isMark('(')) return comparison();
    return deeper('parentheses', () => {
      const inside = anyOf();
      if (!isMark(')')) throw unexpected(peek(), ')');
      take();
      return inside;
    });
  }

  function deeper(what: string, read: () => RunFilter): RunFilter {
    const { column } = take();
    if (++depth > deepest)
      throw new FilterError(`too many ${what} inside each other`, column, { kind: 'nesting' });
    const inside = read();
    depth--;
    return inside;
  }

  function comparison(): Comparison {
    const field = reader.field(grammar);
    const { subject, key, rules } = field;
    const { column } = peek();
    const comparator = comparatorOf();
    if (!rules.comparators.includes(comparator))
      throw new FilterError(
        `${subject} ${key} cannot be compared with ${comparator}`,
        column,
        problemAt('comparator', field, comparator, peek()),
        `it goes with ${rules.comparators.join(', ')}`,
      );
    return { kind: 'comparison', subject, key, comparator, value: valueOf(field, comparator) };
  }

  function comparatorOf(): string {
    const token = take();
    if (token.kind === 'operator') return token.value;
    const word = token.kind === 'word' ? token.value.toUpperCase() : '';
    if (['LIKE', 'ILIKE', 'IN'].includes(word)) return word;
    const following = [
      ['NOT', 'IN'],
      ['IS', 'NULL'],
      ['IS', 'NOT', 'NULL'],
    ].find(([first, ...rest]) => word === first && rest.every((next, index) => isKeyword(next, index)));
    if (!following) throw unexpected(token, 'a comparison');
    for (const _ of following.slice(1)) take();
    return following.join(' ');
  }

  function valueOf(field: Field, comparator: string): Comparison['value'] {
    if (comparator.startsWith('IS ')) return null;
    if (comparator.endsWith('IN')) return list(field, comparator);
    const token = take();
    if (field.rules.holds === 'text') return textOf(token, field, comparator);
    const isQuoted = token.kind === 'text' && field.rules.isLenient && /^\s*[+-]?\d+\s*$/.test(token.value);
    if (token.kind !== 'number' && !isQuoted) throw noValue(token, 'a number', field, comparator);
    return Number(token.value);
  }

  function list(field: Field, comparator: string): string[] {
    if (!isMark('(')) throw noValue(peek(), "a list such as ('a', 'b')", field, comparator);
    const values: string[] = [];
    do {
      take();
      if (isMark(')') && values.length > 0) break;
      values.push(textOf(take(), field, comparator));
    } while (isMark(','));
    if (!isMark(')')) throw unexpected(peek(), ', or )');
    take();
    return values;
  }

  function textOf(token: Token, field: Field, comparator: string): string {
    if (token.kind === 'text' || (token.kind === 'quoted' && token.raw.startsWith('"'))) return token.value;
    if (field.rules.isLenient && (token.kind === 'word' || token.kind === 'number')) return token.raw;
    throw noValue(token, 'text', field, comparator, "quote it: 'like this'");
  }

  function noValue(
    token: Token,
    expected: string,
    field: Field,
    comparator: string,
    hint?: string,
  ): FilterError {
    return new FilterError(
      unexpected(token, expected).reason,
      token.column,
      problemAt('value', field, comparator, token),
      hint,
    );
  }

  function problemAt(
    kind: 'comparator' | 'value',
    { subject, key }: Field,
    comparator: string,
    token: Token,
  ): FilterProblem {
    const foundKind = kindOf(token);
    const rest = text.slice(token.column - 1);
    // All that stands there as one: a whole list, a key with its dots.
    const found =
      foundKind === 'list'
        ? rest.replace(/(?<=\)).*/s, '')
        : foundKind === 'word'
          ? (/^[^\s,()]+/.exec(rest)?.[0] ?? token.raw)
          : token.raw;
    return { kind, subject, key, comparator, found, foundKind };
  }

  const filter = anyOf();
  const rest = peek();
  if (rest.kind === 'end') return filter;
  throw new FilterError(
    `${JSON.stringify(rest.value)} after a whole comparison`,
    rest.column,
    { kind: 'syntax', rest: text.slice(rest.column - 1) },
    'join comparisons with AND or OR',
  );
}

/** What a token is as a value. */
function kindOf({ kind, value, raw }: Token): 'text' | 'number' | 'word' | 'list' | 'none' {
  if (kind === 'quoted') return raw.startsWith('"') ? 'text' : 'word';
  if (kind === 'text' || kind === 'number' || kind === 'word') return kind;
  return kind === 'punctuation' && value === '(' ? 'list' : 'none';
}
