import { posix } from 'node:path';
import { pythonJson, pythonRepr } from '../interface/python-words.ts';
import { invalidParameter } from '../mlflow-error.ts';

// What `mlflow/utils/validation.py` of 3.17.2 demands of names, in its words.

/** `Invalid value … for parameter …`. */
export const invalidValue = (path: string, value: unknown, message?: string): string =>
  `Invalid value ${pythonJson(value)} for parameter '${path}' supplied${message === undefined ? '.' : `: ${message}`}`;

export const missingValue = (path: string): string => `Missing value for required parameter '${path}'.`;

/** A place in a request: `metrics[3].name`. */
export const placed = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const badCharacters =
  'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).';

/** `\w` of Python, which knows all alphabets. */
const goodName = /^[/\p{L}\p{N}_.\- :]*$/u;

/** A path as Python's `posixpath.normpath` writes it. */
export function normalPath(name: string): string {
  const normal = posix.normalize(name).replace(/(?<=.)\/$/, '');
  // Two slashes at the start are kept by POSIX, and by Python.
  return /^\/\/(?!\/)/.test(name) ? `/${normal}` : normal;
}

/** Whether a name, taken for a path, would name something else or lie elsewhere. */
export function isOtherPath(name: string): boolean {
  const normal = normalPath(name);
  return normal !== name || normal === '.' || normal.startsWith('..') || normal.startsWith('/');
}

export const otherPathWords = (name: string): string =>
  `Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to ${pythonRepr(normalPath(name))}`;

/**
 * Checks the key of a metric, param or tag.
 *
 * @throws MlflowError
 */
export function checkKey(name: string, path: string): void {
  if (!goodName.test(name)) throw invalidParameter(invalidValue(path, name, badCharacters));
  if (isOtherPath(name)) throw invalidParameter(invalidValue(path, name, otherPathWords(name)));
}

/** Characters as Python counts them. */
export const lengthOf = (text: string): number => {
  let surplus = 0;
  for (let at = 0; at < text.length; at++) if (isHighSurrogate(text.charCodeAt(at))) surplus++;
  return text.length - surplus;
};

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;

/** @throws MlflowError where a text is longer than it may be */
export function checkLength(what: string, most: number, text: string | undefined): void {
  if (text !== undefined && text.length > most && lengthOf(text) > most)
    throw invalidParameter(`'${what}' exceeds the maximum length of ${most} characters`);
}

/** A text, cut where it is longer than it may be. */
export function truncated(text: string, most: number): string {
  return text.length <= most || lengthOf(text) <= most ? text : Array.from(text).slice(0, most).join('');
}
