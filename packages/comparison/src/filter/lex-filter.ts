import { FilterError } from './filter-error.ts';

/** A word of a filter, and where it stands. */
export interface Token {
  kind: 'word' | 'quoted' | 'text' | 'number' | 'operator' | 'punctuation' | 'end';
  /** As meant: without quotes, keywords and all as typed. */
  value: string;
  /** As typed. */
  raw: string;
  /** From 1. */
  column: number;
}

// None of these goes back over what it has read: a filter may be a megabyte long.
const patterns: readonly [Token['kind'] | 'space', RegExp][] = [
  ['space', /\s+/y],
  ['number', /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y],
  ['text', /'[^']*(?:''[^']*)*'/y],
  ['quoted', /`[^`]*`|"[^"]*"/y],
  // Also those of other languages: a filter is told that they are none of its own.
  ['operator', /[!~]=|[=~<>]=?|<>/y],
  ['punctuation', /[().,]/y],
  ['word', /[\p{L}_][\p{L}\p{N}_/:@+-]*/uy],
];

/**
 * Splits a filter into words.
 *
 * @throws FilterError for a character that begins no word, such as a quote that is never closed
 */
export function lexFilter(filter: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < filter.length;) {
    const column = at + 1;
    const found = patterns.find(([, pattern]) => {
      pattern.lastIndex = at;
      return pattern.test(filter);
    });
    if (!found)
      throw new FilterError(
        `${JSON.stringify(filter[at])} begins nothing`,
        column,
        { kind: 'syntax', rest: filter.slice(at) },
        'quote text with single quotes',
      );
    const [kind, pattern] = found;
    const raw = filter.slice(at, pattern.lastIndex);
    at = pattern.lastIndex;
    if (kind === 'space') continue;
    const value =
      kind === 'text' ? raw.slice(1, -1).replaceAll("''", "'") : kind === 'quoted' ? raw.slice(1, -1) : raw;
    tokens.push({ kind, value, raw, column });
  }
  tokens.push({ kind: 'end', value: 'the end', raw: '', column: filter.length + 1 });
  return tokens;
}
