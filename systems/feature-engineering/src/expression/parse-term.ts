import { listed } from '@modelfolio/failures/listed';
import { callables, takenAt, type Callable, type Taken } from './calls.ts';
import { lexExpression, type FaultAt, type Token } from './lex-expression.ts';
import {
  arithmetic,
  comparators,
  compareNumbers,
  compareText,
  isAmong,
  joined,
  literalTerm,
  not,
  numberTerm,
  textTerm,
  type AnyTerm,
  type NumberTerm,
  type TruthTerm,
} from './terms.ts';

export type ColumnTypes = ReadonlyMap<string, 'number' | 'text'>;

/** Nesting is for people: a generated expression must not exhaust the stack. */
const deepest = 100;
const keywords = ['and', 'or', 'not', 'in'];

/** An expression as it stands, not yet asked for what it makes. */
export interface Parsed {
  term: AnyTerm;
  /** The columns that it reads, as first named. */
  columns: readonly string[];
  /** Where it begins, from 1. */
  character: number;
}

export interface ParseOptions {
  types: ColumnTypes;
  /** Who has the columns, for messages: `the rules have`. */
  owner: string;
  faultAt: FaultAt;
}

/**
 * Parses an expression; what is a comparison, a number or text in it fits together.
 *
 * @throws what `faultAt` makes, for the first fault
 */
export function parseTerm(source: string, { types, owner, faultAt }: ParseOptions): Parsed {
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
    return value === '+' ? of : arithmetic('*', literalTerm(-1), of);
  }

  function primary(): AnyTerm {
    const token = take();
    if (token.kind === 'mark' && token.value === '(') {
      const inside = nested(whole);
      need(')');
      return inside;
    }
    if (token.kind === 'number') {
      return literalTerm(literal(token));
    }
    if (token.kind === 'text')
      return textTerm({ operator: 'text', parts: [], values: [token.value] }, () => () => token.value);
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
        `${owner} no column ${JSON.stringify(name)}`,
        character,
        `text stands in quotes, names with spaces or signs in backticks; there are: ${listed([...types.keys()]) || 'none'}`,
      );
    read.add(name);
    const tree = { operator: 'column', parts: [], values: [name] };
    return type === 'number'
      ? numberTerm(tree, (columns) => {
          const values = columns.numbers(name);
          return (row) => values[row] as number;
        })
      : textTerm(tree, (columns) => {
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
      const taken = takenAt(callable, args.length);
      if (taken === 'value' ? arg.type === 'truth' : arg.type !== taken)
        throw faultAt(`${name} takes ${takenInWords[taken]}, this is ${inWords(arg)}`, token.character);
      args.push(arg);
    } while (isMark(',') && take());
    need(')');
    if (args.length < callable.least || args.length > callable.most)
      throw faultAt(`${name} takes ${countInWords(callable)}, not ${args.length}`, character);
    return callable.make(args);
  }

  const term = whole();
  if (peek().kind !== 'end') throw unexpected(peek(), 'and, or, or the end');
  return { term, columns: [...read], character: tokens[0]?.character ?? 1 };
}

/** What a term makes, in a message. */
export const inWords = ({ type }: AnyTerm): string =>
  type === 'number' ? 'a number' : type === 'text' ? 'text' : 'a comparison';

const takenInWords: Readonly<Record<Taken, string>> = {
  number: 'numbers',
  text: 'text',
  value: 'values',
  truth: 'a comparison first',
};

function countInWords({ least, most }: Callable): string {
  const words = ['no', 'one', 'two', 'three'];
  return `${words[least]} ${least === 1 ? 'value' : 'values'}${most > least ? ' or more' : ''}`;
}
