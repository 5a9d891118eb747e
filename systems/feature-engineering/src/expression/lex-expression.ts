/** A piece of an expression. */
export interface Token {
  /** `name` is a column, a function or a keyword; `quoted` a column for sure. */
  kind: 'number' | 'text' | 'name' | 'quoted' | 'mark' | 'end';
  value: string;
  /** Where it begins, from 1. */
  character: number;
}

/** Makes the error of a fault at a character. */
export type FaultAt = (reason: string, character: number, hint?: string) => Error;

const patterns: readonly [Token['kind'] | 'space', RegExp][] = [
  ['space', /\s+/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy],
  ['text', /'(?:[^']|'')*'|"(?:[^"]|"")*"/y],
  ['quoted', /`(?:[^`]|``)+`/y],
  ['mark', /==|!=|<=|>=|[<>+\-*/%()[\],]/y],
];

/** The tokens of an expression, `end` last. A quote inside quotes is doubled. */
export function lexExpression(source: string, faultAt: FaultAt): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < source.length;) {
    const [kind, text] = pieceAt(source, at, faultAt);
    if (kind !== 'space') tokens.push({ kind, value: unquoted(kind, text), character: at + 1 });
    at += text.length;
  }
  return [...tokens, { kind: 'end', value: '', character: source.length + 1 }];
}

function pieceAt(source: string, at: number, faultAt: FaultAt): [Token['kind'] | 'space', string] {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) return [kind, text];
  }
  const found = String.fromCodePoint(source.codePointAt(at) ?? 0);
  if (`'"\``.includes(found)) throw faultAt(`the ${found} is not closed`, at + 1);
  const hints: Readonly<Record<string, string>> = {
    '=': 'equal is ==',
    '!': 'write not',
    '&': 'write and',
    '|': 'write or',
  };
  throw faultAt(`${JSON.stringify(found)} has no meaning here`, at + 1, hints[found]);
}

function unquoted(kind: Token['kind'], text: string): string {
  if (kind !== 'text' && kind !== 'quoted') return text;
  const mark = text.charAt(0);
  return text.slice(1, -1).replaceAll(mark + mark, mark);
}
