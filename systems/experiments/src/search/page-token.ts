import { createHash } from 'node:crypto';
import type { SqlValue } from '../database/database.ts';
import { exactJson, parseExactJson } from '../interface/json.ts';
import { pythonJson } from '../interface/python-words.ts';
import { invalidParameter } from '../mlflow-error.ts';

/** Where a page begins: after a row, given by the values that it is put in order by, or after a number of rows. */
export type PageStart =
  | { readonly after: readonly SqlValue[]; readonly offset: 0 }
  | { readonly after: null; readonly offset: number };

/** What a token says. */
export interface PageToken {
  readonly start: PageStart;
  /** Anything that the token was made with besides. */
  readonly request: Readonly<Record<string, unknown>>;
}

const words = {
  base64: 'Invalid page token, could not base64-decode',
  order: 'Invalid page token: it belongs to a search in another order',
} as const;

/** A token for the page that follows a row. @param order what the rows are put in order by */
export function pageToken(
  order: string,
  after: readonly SqlValue[],
  request: Readonly<Record<string, unknown>> = {},
): string {
  return Buffer.from(exactJson({ ...request, after, order: digest(order) })).toString('base64');
}

/**
 * Reads a token of ours, or one of MLflow's (`{"offset": 10}`), so that a client may go on after servers were changed.
 *
 * @param order what the rows are put in order by; `null` where that is looked at later
 * @throws MlflowError in MLflow's words
 */
export function readPageToken(token: string | undefined, order: string | null): PageToken {
  if (token === undefined || token === '') return { start: { after: null, offset: 0 }, request: {} };
  const decoded = decodeBase64(token);
  let found: unknown;
  try {
    found = parseExactJson(decoded.toString('utf8'));
  } catch {
    throw invalidParameter(`Invalid page token, decoded value=${pythonBytes(decoded)}`);
  }
  const request = (typeof found === 'object' && found !== null ? found : {}) as Record<string, unknown>;
  const { after, offset } = request;
  if (isRow(after)) {
    if (order !== null && request['order'] !== digest(order)) throw invalidParameter(words.order);
    return { start: { after, offset: 0 }, request };
  }
  if (offset === undefined || offset === null || offset === 0 || offset === '' || offset === false)
    throw invalidParameter(`Invalid page token, parsed value=${pythonJson(found).slice(0, 1000)}`);
  const number = typeof offset === 'string' && /^\s*[+-]?\d+\s*$/.test(offset) ? Number(offset) : offset;
  if (typeof number !== 'number' || !Number.isFinite(number))
    throw invalidParameter(`Invalid page token, not stringable ${pythonJson(offset).slice(0, 1000)}`);
  return {
    start: { after: null, offset: Math.min(Math.max(0, Math.trunc(number)), Number.MAX_SAFE_INTEGER) },
    request,
  };
}

const isRow = (value: unknown): value is SqlValue[] =>
  Array.isArray(value) &&
  value.every((each) => each === null || ['string', 'number', 'bigint'].includes(typeof each));

const digest = (order: string): string => createHash('sha256').update(order).digest('base64url').slice(0, 12);

/** As Python's `b64decode`, which passes over what is no letter of it. */
function decodeBase64(token: string): Buffer {
  const letters = token.replaceAll(/[^A-Za-z0-9+/]/g, '');
  const padding = token.length - token.replaceAll('=', '').length;
  const missing = (4 - (letters.length % 4)) % 4;
  if (missing === 3 || padding < missing) throw invalidParameter(words.base64);
  return Buffer.from(letters, 'base64');
}

function pythonBytes(bytes: Buffer): string {
  const shown = Array.from(bytes.subarray(0, 300), (byte) => {
    if (byte === 0x5c) return '\\\\';
    if (byte === 0x27) return "\\'";
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return { 9: '\\t', 10: '\\n', 13: '\\r' }[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `b'${shown.join('')}'`;
}
