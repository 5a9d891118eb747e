import { cardYaml, type CardYaml } from '@modelfolio/schemas';
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { ModelfolioError } from './modelfolio-error.ts';
import { kindOf, readBytes, type Project } from './project.ts';
import { describeIssue } from './zod-issue.ts';

/** What a person said of a model, and where in the file. */
export interface CardYamlFile {
  path: string;
  card: CardYaml;
  /** `line:column` of a field, from 1, for messages. */
  placeOf: (path: readonly PropertyKey[]) => string;
}

/**
 * Reads `models/<id>/card.yaml`.
 *
 * @throws ModelfolioError `card-yaml-missing` or `card-yaml-invalid`, naming line and column
 */
export async function readCardYaml(project: Project, id: string): Promise<CardYamlFile> {
  const path = `models/${id}/card.yaml`;
  if ((await kindOf(project, path)) !== 'file')
    throw new ModelfolioError('card-yaml-missing', 'not there: a model needs a card.yaml', {
      file: path,
      hint: 'copy the one of another model and say what this model is for',
    });
  return parseCardYaml(new TextDecoder().decode(await readBytes(project, path)), path);
}

/** As {@link readCardYaml}, from text at hand; `path` only names it. */
export function parseCardYaml(text: string, path: string): CardYamlFile {
  const lines = new LineCounter();
  // Errors in one line each: the library's pretty ones span four.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntaxError] = document.errors;
  if (syntaxError) {
    const { line, col } = lines.linePos(syntaxError.pos[0]);
    throw new ModelfolioError('card-yaml-invalid', syntaxError.message, {
      file: path,
      field: `${line}:${col}`,
      cause: syntaxError,
    });
  }
  const placeOf = (at: readonly PropertyKey[]): string => place(document, lines, at);
  const value: unknown = document.toJS();
  const result = cardYaml.safeParse(value);
  if (result.success) return { path, card: result.data, placeOf };
  const [issue] = result.error.issues;
  throw new ModelfolioError('card-yaml-invalid', issue ? explain(issue, value) : 'does not fit its schema', {
    file: path,
    field: issue && placeOf(pathOf(issue)),
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

/** Position of a field's key, or of the nearest thing around it that is there. */
function place(document: Document, lines: LineCounter, path: readonly PropertyKey[]): string {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === path[depth - 1])
      : undefined;
    const node = pair?.key ?? document.getIn(path.slice(0, depth), true);
    const start = (node as { range?: [number, number, number] | null } | undefined)?.range?.[0];
    if (start !== undefined) {
      const { line, col } = lines.linePos(start);
      return `${line}:${col}`;
    }
  }
  return '1:1';
}
