import { Failure } from '@modelfolio/failures';
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { describeIssue } from './zod-issue.ts';

/** What a person wrote in a file of YAML, and where in it. */
export interface YamlFile<T> {
  path: string;
  value: T;
  /** `line:column` of a field, from 1, for messages. */
  placeOf: (path: readonly PropertyKey[]) => string;
}

interface YamlOptions {
  whenEmpty?: unknown;
  firstLine?: number;
  hint?: string | undefined;
  prepare?: (document: Document) => void;
}

/**
 * Reads YAML and checks it against its schema.
 *
 * @param path only names it
 * @param whenEmpty what a file stands for that says nothing
 * @param firstLine line of the file that the text begins on, from 1
 * @param hint what to do about a fault
 * @param prepare may change the document before it is checked
 * @throws Failure `code`, naming line and column
 */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  path: string,
  schema: Schema,
  code: string,
  { whenEmpty = null, firstLine = 1, hint, prepare }: YamlOptions = {},
): YamlFile<z.infer<Schema>> {
  const lines = new LineCounter();
  // Errors in one line each: the library's pretty ones span four.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${line + firstLine - 1}:${col}`;
  };
  const [syntaxError] = document.errors;
  if (syntaxError) {
    const field = placeAt(syntaxError.pos[0]);
    throw new Failure(code, syntaxError.message, { file: path, field, hint, cause: syntaxError });
  }
  const placeOf = (at: readonly PropertyKey[]): string => placeAt(startOf(document, at));
  prepare?.(document);
  const value: unknown = document.toJS() ?? whenEmpty;
  const result = schema.safeParse(value);
  if (result.success) return { path, value: result.data, placeOf };
  const [issue] = result.error.issues;
  throw new Failure(code, issue ? explain(issue, value) : 'does not fit its schema', {
    file: path,
    field: issue && placeOf(pathOf(issue)),
    hint,
    cause: result.error,
  });
}

function explain(issue: z.core.$ZodIssue, value: unknown): string {
  const field = issue.path.join('.');
  return `${field}${field && ': '}${describeIssue(issue, value)}`;
}

/** Where to look: an unknown field is pointed at itself, not at the map it is in. */
function pathOf(issue: z.core.$ZodIssue): readonly PropertyKey[] {
  return issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
}

/** Offset of a field's key, or of the nearest thing around it that is there. */
function startOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === path[depth - 1])
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, depth), true);
    const start = (node as { range?: [number, number, number] | null } | undefined)?.range?.[0];
    if (start !== undefined) return start;
  }
  return 0;
}
