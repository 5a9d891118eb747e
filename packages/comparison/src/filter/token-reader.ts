import { FilterError } from './filter-error.ts';
import type { FieldRules, FilterGrammar, Subject } from './grammar.ts';
import { lexFilter, type Token } from './lex-filter.ts';

/** A field as a filter or an order names it. */
export interface Field {
  readonly subject: Subject;
  readonly key: string;
  readonly rules: FieldRules;
}

/** Reads the words of a filter one after another. */
export interface TokenReader {
  peek(ahead?: number): Token;
  take(): Token;
  isKeyword(word: string, ahead?: number): boolean;
  isMark(mark: string): boolean;
  /** What is wrong with a word that is not what is expected. */
  unexpected(token: Token, expected: string, hint?: string): FilterError;
  /** Takes a field, such as ``params.`my key` ``. */
  field(grammar: FilterGrammar): Field;
}

/** @throws FilterError for text that is no words */
export function tokenReader(text: string): TokenReader {
  const tokens = lexFilter(text);
  const end = tokens.at(-1) as Token;
  let at = 0;
  const peek = (ahead = 0): Token => tokens[at + ahead] ?? end;
  const take = (): Token => tokens[at++] ?? end;
  const isMark = (mark: string): boolean => peek().kind === 'punctuation' && peek().value === mark;

  const unexpected = (token: Token, expected: string, hint?: string): FilterError =>
    new FilterError(
      `${token.kind === 'end' ? 'it ends' : JSON.stringify(token.value)}, expected ${expected}`,
      token.column,
      { kind: 'syntax', rest: text.slice(token.column - 1) },
      hint,
    );

  function field(grammar: FilterGrammar): Field {
    const first = take();
    if (first.kind !== 'word' && first.kind !== 'quoted') {
      const problem = unexpected(first, 'a field');
      if (first.kind !== 'number' && first.kind !== 'text') throw problem;
      throw new FilterError(problem.reason, first.column, { kind: 'no-field', found: first.raw });
    }
    if (!isMark('.')) return fieldNamed(grammar, 'attribute', first.value, first.column);
    const { subjects } = grammar;
    const subject = Object.hasOwn(subjects, first.value) ? subjects[first.value] : undefined;
    if (subject === undefined)
      throw new FilterError(
        `no kind of field is named ${first.value}`,
        first.column,
        { kind: 'no-such-subject', word: first.value },
        `there are ${subjectNames(grammar).join(', ')}`,
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
    return fieldNamed(grammar, subject, parts.join('.'), first.column);
  }

  return {
    peek,
    take,
    isMark,
    isKeyword: (word, ahead = 0) => peek(ahead).kind === 'word' && peek(ahead).value.toUpperCase() === word,
    unexpected,
    field,
  };
}

/** Checks the keys that are not free, and gives each its own name. */
function fieldNamed(grammar: FilterGrammar, subject: Subject, name: string, column: number): Field {
  if (subject === 'attribute' || subject === 'dataset') {
    const known = (subject === 'dataset' ? grammar.datasets : grammar.attributes) ?? {};
    const aliases = subject === 'attribute' ? (grammar.aliases ?? {}) : {};
    const key = Object.hasOwn(aliases, name) ? (aliases[name] as string) : name;
    const rules = Object.hasOwn(known, key) ? known[key] : undefined;
    if (rules) return { subject, key, rules };
    throw new FilterError(
      subject === 'dataset' ? `data sets have no ${name}` : `${grammar.entities} have no attribute ${name}`,
      column,
      { kind: 'no-such-key', subject, word: name },
      `they have ${Object.keys(known).join(', ')}`,
    );
  }
  return { subject, key: name, rules: grammar[subject] as FieldRules };
}

/** One word for each kind of field: the plural, where there is one. */
function subjectNames({ subjects }: FilterGrammar): string[] {
  const names = new Map<Subject, string>();
  for (const [word, subject] of Object.entries(subjects))
    if (!names.get(subject)?.endsWith('s')) names.set(subject, word);
  return [...names.values()];
}
