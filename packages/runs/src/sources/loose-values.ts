import { Failure } from '@modelfolio/failures';
import { fromNumber, type MetricNumber, type RunRecord } from '@modelfolio/schemas';
import { LineCounter, parseDocument } from 'yaml';
import { RunsError } from '../runs-error.ts';

/** Deeper mappings than this are no settings but a mistake. */
const DEEPEST = 64;

/** Text of a file. @throws RunsError `run-invalid` when it is not UTF-8 */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RunsError('run-invalid', 'not text in UTF-8', { file, cause });
  }
}

/**
 * Reads YAML as version 1.2 has it, in which `no` is a word. A few aliases can stand for gigabytes; those are refused.
 *
 * @throws RunsError `run-invalid`, naming line and column
 */
export function parseYaml(text: string, file: string, firstLine = 1): unknown {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
    const [error] = document.errors;
    if (!error) return document.toJS({ maxAliasCount: 100 });
    const { line, col } = lines.linePos(error.pos[0]);
    const reason = error.message.replace(/^Maximum call stack.*/, 'nested too deep');
    throw new RunsError('run-invalid', reason, {
      file,
      field: `${line + firstLine - 1}:${col}`,
      cause: error,
    });
  } catch (error) {
    if (error instanceof Failure) throw error;
    const reason = error instanceof RangeError ? 'nested too deep' : (error as Error).message;
    throw new RunsError('run-invalid', `not YAML: ${reason}`, { file, cause: error });
  }
}

/**
 * Reads JSON, also with the bare `NaN` and `Infinity` that Python writes; those become strings, as in our records.
 *
 * @throws RunsError `run-invalid`
 */
export function parsePythonJson(text: string, file: string, field?: string): unknown {
  const quoted = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (match) =>
      match.startsWith('"') ? match : `"${match}"`,
    );
  try {
    return JSON.parse(quoted);
  } catch (cause) {
    throw new RunsError('run-invalid', `not JSON: ${(cause as Error).message}`, { file, field, cause });
  }
}

/** Whether a value is a mapping. */
export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A number or the text of one as people and tools write it; `null` for all else. */
export function readNumber(value: unknown): MetricNumber | null {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return fromNumber(Number(text));
  if (/^[+-]?\.?nan$/i.test(text)) return 'NaN';
  const infinite = /^([+-]?)\.?inf(inity)?$/i.exec(text);
  if (!infinite) return null;
  return infinite[1] === '-' ? '-Infinity' : 'Infinity';
}

/** Nested mappings as one with keys `a/b`; lists and scalars stay values. @throws RunsError `run-invalid` */
export function flatten(value: Record<string, unknown>, file: string): [string, unknown][] {
  const found: [string, unknown][] = [];
  const visit = (mapping: Record<string, unknown>, prefix: string, depth: number): void => {
    if (depth > DEEPEST) throw new RunsError('run-invalid', 'nested too deep', { file });
    for (const [key, inner] of Object.entries(mapping))
      if (isMapping(inner)) visit(inner, `${prefix}${key}/`, depth + 1);
      else found.push([`${prefix}${key}`, inner]);
  };
  visit(value, '', 1);
  return found;
}

/** A hyperparameter as records keep them: lists become JSON. */
export function toParam(value: unknown): RunRecord['params'][string] {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return toText(value);
}

/** Any value as text: strings as they are, lists and mappings as JSON. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'bigint' ? value.toString() : (JSON.stringify(value) ?? '');
}
