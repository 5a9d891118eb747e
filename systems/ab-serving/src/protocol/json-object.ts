import { shownValue } from '@modelfolio/failures';
import { listed } from '@modelfolio/failures/listed';
import { pointerTo } from '../errors/pointer.ts';
import { invalid, refuseAny } from '../errors/refusal.ts';
import type { Parameters } from './infer-tensor.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** @throws Refusal `inference-invalid` for what is no object */
export function objectAt(value: unknown, pointer: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(pointer, 'expected an object');
  return value as JsonObject;
}

/** @throws Refusal `inference-invalid` for what is no array */
export function arrayAt(value: unknown, pointer: string, of: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(pointer, `expected an array of ${of}`);
  return value;
}

/** @throws Refusal `inference-invalid` that points to each field that is none of those known */
export function refuseOtherFields(object: JsonObject, known: readonly string[], pointer: string): void {
  refuseAny(
    Object.keys(object)
      .filter((name) => !known.includes(name))
      .map((name) => ({
        pointer: `${pointer}${pointerTo(name)}`,
        detail: `no such field ${shownValue(name)}`,
      })),
    `there are: ${listed(known)}`,
  );
}

/**
 * The field `parameters`; empty where there is none.
 *
 * @throws Refusal `inference-invalid` for one that is no text, boolean or exact number
 */
export function parametersOf(object: JsonObject, pointer: string): Parameters {
  const value = object['parameters'];
  if (value === undefined) return {};
  const given = objectAt(value, `${pointer}/parameters`);
  for (const [name, each] of Object.entries(given)) {
    const isExact =
      typeof each === 'number' && Number.isFinite(each) && (Number.isSafeInteger(each) || each % 1 !== 0);
    if (typeof each !== 'string' && typeof each !== 'boolean' && !isExact)
      throw invalid(
        `${pointer}/parameters${pointerTo(name)}`,
        'expected text, true, false or a number that is not rounded',
      );
  }
  return given as Parameters;
}
