import { lexFilter, wrongFilter, type Token } from './lex-filter.ts';

/** What a comparison looks at. */
export type Subject = 'metric' | 'param' | 'tag' | 'attribute' | 'dataset';

/** One condition. `value` is a number for metrics and times, `null` for the tests of absence. */
export interface Comparison {
  kind: 'comparison';
  subject: Subject;
  key: string;
  comparator: string;
  value: number | string | readonly string[] | null;
}

/** A filter as parsed: comparisons under AND and OR. */
export type RunFilter = Comparison | { kind: 'and' | 'or'; operands: readonly RunFilter[] };

const subjects: Readonly<Record<string, Subject>> = {
  metric: 'metric',
  metrics: 'metric',
  param: 'param',
  params: 'param',
  parameter: 'param',
  parameters: 'param',
  tag: 'tag',
  tags: 'tag',
  attribute: 'attribute',
  attributes: 'attribute',
  attr: 'attribute',
  run: 'attribute',
  dataset: 'dataset',
  datasets: 'dataset',
};

/** MLflow's other words for an attribute. */
const attributeAliases: Readonly<Record<string, string>> = {
  created: 'start_time',
  Created: 'start_time',
  'run name': 'run_name',
  'Run name': 'run_name',
  'Run Name': 'run_name',
};
const times = ['start_time', 'end_time'];
const attributes = ['run_id', 'run_name', 'status', 'user_id', ...times];
const datasetKeys = ['name', 'digest', 'context'];

/** Nesting is for people: a generated filter must not exhaust the stack. */
const deepest = 100;

/**
 * Parses a filter in MLflow's grammar, with OR and parentheses besides; AND binds tighter.
 *
 * ```ts
 * parseFilter("metrics.accuracy > 0.9 AND (params.model = 'tree' OR tags.`my tag` ILIKE '%best%')");
 * ```
 *
 * @throws FilterError naming the column
 */
export function parseFilter(text: string): RunFilter {
  const tokens = lexFilter(text);
  const end = tokens.at(-1) as Token;
  let at = 0;
  let depth = 0;
  const peek = (ahead = 0): Token => tokens[at + ahead] ?? end;
  const take = (): Token => tokens[at++] ?? end;
  const isKeyword = (word: string, ahead = 0): boolean =>
    peek(ahead).kind === 'word' && peek(ahead).value.toUpperCase() === word;
  const isMark = (mark: string): boolean => peek().kind === 'punctuation' && peek().value === mark;
  const unexpected = (token: Token, expected: string, hint?: string): Error =>
    wrongFilter(
      `${token.kind === 'end' ? 'it ends' : JSON.stringify(token.value)}, expected ${expected}`,
      token.column,
      hint,
    );

  function joined(kind: 'and' | 'or', next: () => RunFilter): RunFilter {
    const first = next();
    const operands = [first];
    while (isKeyword(kind.toUpperCase())) {
      at++;
      operands.push(next());
    }
    return operands.length === 1 ? first : { kind, operands };
  }

  const anyOf = (): RunFilter => joined('or', () => joined('and', operand));

  function operand(): RunFilter {
    if (!isMark('(')) return comparison();
    const { column } = take();
    if (++depth > deepest) throw wrongFilter('too many parentheses inside each other', column);
    const inside = anyOf();
    depth--;
    if (!isMark(')')) throw unexpected(peek(), ')');
    at++;
    return inside;
  }

  function comparison(): Comparison {
    const { subject, key } = field();
    const { column } = peek();
    const comparator = comparatorOf();
    if (!comparatorsOf(subject, key).includes(comparator))
      throw wrongFilter(
        `${subject} ${key} cannot be compared with ${comparator}`,
        column,
        `it goes with ${comparatorsOf(subject, key).join(', ')}`,
      );
    return { kind: 'comparison', subject, key, comparator, value: valueOf(subject, key, comparator) };
  }

  function field(): { subject: Subject; key: string } {
    const first = take();
    if (first.kind !== 'word' && first.kind !== 'quoted') throw unexpected(first, 'a field');
    if (!isMark('.')) return fieldNamed('attribute', first.value, first.column);
    const subject = Object.hasOwn(subjects, first.value) ? subjects[first.value] : undefined;
    if (subject === undefined)
      throw wrongFilter(
        `no kind of field is named ${first.value}`,
        first.column,
        'there are metrics, params, tags, attributes, datasets',
      );
    const parts: string[] = [];
    // A key may hold dots itself: tags.mlflow.user.
    while (isMark('.')) {
      at++;
      const part = take();
      if (part.kind !== 'word' && part.kind !== 'quoted' && part.kind !== 'number')
        throw unexpected(part, 'a key', 'quote odd ones: params.`my key`');
      parts.push(part.value);
    }
    return fieldNamed(subject, parts.join('.'), first.column);
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
    at += following.length - 1;
    return following.join(' ');
  }

  function valueOf(subject: Subject, key: string, comparator: string): Comparison['value'] {
    if (comparator.startsWith('IS ')) return null;
    if (comparator.endsWith('IN')) return list();
    const token = take();
    if (isNumeric(subject, key)) {
      if (token.kind !== 'number') throw unexpected(token, 'a number');
      return Number(token.value);
    }
    return textOf(token);
  }

  function list(): string[] {
    if (!isMark('(')) throw unexpected(peek(), "a list such as ('a', 'b')");
    const values: string[] = [];
    do {
      at++;
      if (isMark(')') && values.length > 0) break;
      values.push(textOf(take()));
    } while (isMark(','));
    if (!isMark(')')) throw unexpected(peek(), ', or )');
    at++;
    return values;
  }

  function textOf(token: Token): string {
    if (token.kind === 'text' || (token.kind === 'quoted' && text[token.column - 1] === '"'))
      return token.value;
    throw unexpected(token, 'text', "quote it: 'like this'");
  }

  const filter = anyOf();
  const rest = peek();
  if (rest.kind !== 'end')
    throw wrongFilter(
      `${JSON.stringify(rest.value)} after a whole comparison`,
      rest.column,
      'join comparisons with AND or OR',
    );
  return filter;
}

function isNumeric(subject: Subject, key: string): boolean {
  return subject === 'metric' || (subject === 'attribute' && times.includes(key));
}

/** Which comparisons go with which fields, as MLflow has it. */
function comparatorsOf(subject: Subject, key: string): readonly string[] {
  if (isNumeric(subject, key)) return ['=', '!=', '<', '<=', '>', '>='];
  const text = ['=', '!=', 'LIKE', 'ILIKE'];
  if (subject === 'dataset' || (subject === 'attribute' && key === 'run_id'))
    return [...text, 'IN', 'NOT IN'];
  return subject === 'attribute' ? text : [...text, 'IS NULL', 'IS NOT NULL'];
}

/** Checks the keys that are not free, and gives each its own name. */
function fieldNamed(subject: Subject, name: string, column: number): { subject: Subject; key: string } {
  if (subject === 'dataset' && !datasetKeys.includes(name))
    throw wrongFilter(`data sets have no ${name}`, column, `they have ${datasetKeys.join(', ')}`);
  if (subject !== 'attribute') return { subject, key: name };
  const key = Object.hasOwn(attributeAliases, name) ? (attributeAliases[name] as string) : name;
  if (!attributes.includes(key))
    throw wrongFilter(`runs have no attribute ${name}`, column, `they have ${attributes.join(', ')}`);
  return { subject, key };
}
