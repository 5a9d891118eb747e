import { FeaturesError } from '../../features-error.ts';
import { callables } from './calls.ts';
import { lexExpression, type FaultAt, type Token } from './lex-expression.ts';
import {
  arithmetic,
  comparators,
  compareNumbers,
  compareText,
  isAmong,
  joined,
  not,
  numberTerm,
  textTerm,
  type AnyTerm,
  type NumberTerm,
  type TruthTerm,
} from './terms.ts';

export type ColumnTypes = ReadonlyMap<string, 'number' | 'text'>;

/** A condition on a row. */
export interface Expression {
  /** The columns that it reads, as first named. */
  columns: readonly string[];
  /** 0 for a row that breaks it, 1 where nulls leave it open, 2 where it holds. */
  bind: TruthTerm['bind'];
}

/** Nesting is for people: a generated expression must not exhaust the stack. */
const deepest = 100;
const keywords = ['and', 'or', 'not', 'in'];

/**
 * Parses a condition between the columns of a row:
 *
 * ```text
 * capital_gain == 0 or capital_loss == 0
 * `hours per week` <= 7 * 24 and not (job in ['none', "it's"] and wage > 0)
 * isnull(end) or min(start, end) >= 0 and length(lower(name)) < 20
 * ```
 *
 * `or` binds loosest, then `and`, `not`, comparisons, `+ -`, `* / %`, the sign. A comparison with a null is unknown, and so
 * is what depends on it; a row breaks the rule only where the whole is false for sure, as SQL's CHECK.
 *
 * @param rule its name, for messages
 * @throws FeaturesError `rules-invalid` naming the rule and the character of the fault
 */
export function parseExpression(
  source: string,
  types: ColumnTypes,
  rule: string = source,
  file?: string,
): Expression {
  const faultAt: FaultAt = (reason, character, hint) =>
    new FeaturesError('rules-invalid', `rule ${JSON.stringify(rule)}, character ${character}: ${reason}`, {
      file,
      hint,
    });
  const tokens = lexExpression(source, faultAt);
  const end = tokens.at(-1) as Token;
  const read = new Set<string>();
  let [at, depth] = [0, 0];
  const peek = (ahead = 0): Token => tokens[at + ahead] ?? end;
  const take = (): Token => tokens[at++] ?? end;
  const isAt = (kind: Token['kind'], value: string, ahead = 0): boolean =>
    peek(ahead).kind === kind && peek(ahead).value === value;
  const isMark = (value: string): boolean => isAt('mark', value);
  const unexpected = (token: Token, wanted: string): Error =>
    faultAt(
      `${token.kind === 'end' ? 'it ends' : JSON.stringify(token.value)}, expected ${wanted}`,
      token.character,
    );
  const need = (mark: string): void => {
    if (!isMark(mark)) throw unexpected(peek(), mark);
    at++;
  };
  function nested<Found>(inside: () => Found): Found {
    if (++depth > deepest) throw faultAt('too much inside each other', peek().character);
    const found = inside();
    depth--;
    return found;
  }
  const numberOf = (term: AnyTerm, { character }: Token, by: string): NumberTerm => {
    if (term.type === 'number') return term;
    throw faultAt(`${by} takes numbers, this is ${inWords(term)}`, character);
  };
  const truthOf = (term: AnyTerm, { character }: Token): TruthTerm => {
    if (term.type === 'truth') return term;
    throw faultAt(`this is ${inWords(term)}, expected a comparison`, character);
  };

  function anyOf(kind: 'and' | 'or', next: () => AnyTerm): AnyTerm {
    const start = peek();
    const first = next();
    if (!isAt('name', kind)) return first;
    const operands = [truthOf(first, start)];
    while (isAt('name', kind)) {
      at++;
      const token = peek();
      operands.push(truthOf(next(), token));
    }
    return joined(kind, operands);
  }
  const whole = (): AnyTerm => anyOf('or', () => anyOf('and', negation));

  function negation(): AnyTerm {
    if (!isAt('name', 'not')) return comparison();
    at++;
    const token = peek();
    return not(truthOf(nested(negation), token));
  }

  function comparison(): AnyTerm {
    const left = sum();
    const token = peek();
    const isNegated = isAt('name', 'not') && isAt('name', 'in', 1);
    if (isNegated || isAt('name', 'in')) {
      at += isNegated ? 2 : 1;
      if (left.type === 'truth') throw faultAt('only values are in a list', token.character);
      const among = isAmong(left, listOf(left.type));
      return unchained(isNegated ? not(among) : among);
    }
    if (token.kind !== 'mark' || !comparators.includes(token.value)) return left;
    at++;
    const right = sum();
    if (left.type === 'number' && right.type === 'number')
      return unchained(compareNumbers(token.value, left, right));
    if (left.type === 'text' && right.type === 'text')
      return unchained(compareText(token.value, left, right));
    throw faultAt(`${inWords(left)} and ${inWords(right)} cannot be compared`, token.character);
  }

  function unchained(term: TruthTerm): TruthTerm {
    const { kind, value, character } = peek();
    if (kind === 'mark' && comparators.includes(value))
      throw faultAt('comparisons cannot be chained', character, 'write a < b and b < c');
    return term;
  }

  function listOf(type: 'number' | 'text'): (number | string)[] {
    need('[');
    const values: (number | string)[] = [];
    do {
      const isNegative = type === 'number' && isMark('-');
      if (isNegative) at++;
      const token = take();
      if (token.kind !== type) throw unexpected(token, type === 'number' ? 'a number' : 'text in quotes');
      values.push(type === 'text' ? token.value : isNegative ? -literal(token) : literal(token));
    } while (isMark(',') && take());
    need(']');
    return values;
  }

  function operators(marks: string, next: () => AnyTerm): AnyTerm {
    const start = peek();
    let left = next();
    while (peek().kind === 'mark' && marks.includes(peek().value)) {
      const { value } = take();
      const token = peek();
      left = arithmetic(value, numberOf(left, start, value), numberOf(next(), token, value));
    }
    return left;
  }
  const sum = (): AnyTerm => operators('+-', () => operators('*/%', signed));

  function signed(): AnyTerm {
    if (!isMark('-') && !isMark('+')) return primary();
    const { value } = take();
    const token = peek();
    const of = numberOf(nested(signed), token, value);
    return value === '+'
      ? of
      : arithmetic(
          '*',
          numberTerm(() => () => -1),
          of,
        );
  }

  function primary(): AnyTerm {
    const token = take();
    if (token.kind === 'mark' && token.value === '(') {
      const inside = nested(whole);
      need(')');
      return inside;
    }
    if (token.kind === 'number') {
      const value = literal(token);
      return numberTerm(() => () => value);
    }
    if (token.kind === 'text') return textTerm(() => () => token.value);
    if (token.kind === 'name' && isMark('(') && !keywords.includes(token.value)) return call(token);
    if (token.kind === 'quoted' || (token.kind === 'name' && !keywords.includes(token.value)))
      return column(token);
    throw unexpected(token, 'a value');
  }

  function literal({ value, character }: Token): number {
    const number = Number(value);
    if (!Number.isFinite(number)) throw faultAt(`${value} is too large`, character);
    return number;
  }

  function column({ value: name, character }: Token): AnyTerm {
    const type = types.get(name);
    if (type === undefined)
      throw faultAt(
        `the rules have no column ${JSON.stringify(name)}`,
        character,
        `text stands in quotes, names with spaces or signs in backticks; there are: ${[...types.keys()].slice(0, 12).join(', ') || 'none'}`,
      );
    read.add(name);
    return type === 'number'
      ? numberTerm((columns) => {
          const values = columns.numbers(name);
          return (row) => values[row] as number;
        })
      : textTerm((columns) => {
          const values = columns.text(name);
          return (row) => values[row] ?? null;
        });
  }

  function call({ value: name, character }: Token): AnyTerm {
    const callable = callables.get(name);
    if (callable === undefined)
      throw faultAt(
        `there is no function ${name}`,
        character,
        `there are: ${[...callables.keys()].join(', ')}`,
      );
    need('(');
    const args: AnyTerm[] = [];
    do {
      const token = peek();
      const arg = nested(whole);
      if (callable.takes === 'value' ? arg.type === 'truth' : arg.type !== callable.takes)
        throw faultAt(
          `${name} takes ${callable.takes === 'number' ? 'numbers' : callable.takes === 'text' ? 'text' : 'values'}, this is ${inWords(arg)}`,
          token.character,
        );
      args.push(arg);
    } while (isMark(',') && take());
    need(')');
    if (args.length < callable.least || args.length > callable.most)
      throw faultAt(
        `${name} takes ${callable.least === 1 ? 'one value' : 'two values or more'}, not ${args.length}`,
        character,
      );
    return callable.make(args);
  }

  const start = peek();
  const term = whole();
  if (peek().kind !== 'end') throw unexpected(peek(), 'and, or, or the end');
  const { bind } = truthOf(term, start);
  return { columns: [...read], bind };
}

const inWords = ({ type }: AnyTerm): string =>
  type === 'number' ? 'a number' : type === 'text' ? 'text' : 'a comparison';
