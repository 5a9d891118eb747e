import type { Json } from './rest-client.ts';
import { pythonFloat } from './metric-points.ts';
import type { KeyValues } from './mlflow-run.ts';

/** A field's text; numbers as they are written, as ids are numbers in some answers. Missing and empty are `null`. */
export function textAt(json: Json, name: string): string | null {
  const value = json[name];
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

/** A field's object, empty where it is missing. */
export function objectAt(json: Json, name: string): Json {
  const value = json[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A field's list of objects, empty where it is missing. */
export function listAt(json: Json, name: string): Json[] {
  const value = json[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

/** A field's list of `{key, value}`, sorted by key. */
export function keyValuesAt(json: Json, name: string): KeyValues {
  return listAt(json, name)
    .map((item): [string, string] => [textAt(item, 'key') ?? '', textAt(item, 'value') ?? ''])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** A number that JSON may hold as text: `NaN`, `Infinity`, and whole numbers of 64 bits. `null` for anything else. */
export function numberAt(json: Json, name: string): number | null {
  const value = json[name];
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? pythonFloat(value) : null;
}
