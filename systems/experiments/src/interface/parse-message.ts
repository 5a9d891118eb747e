import type { Field, ScalarKind } from './interface.ts';
import type { Message, MessageName } from './message-types.ts';
import { mlflowInterface } from './mlflow-interface.ts';

/** Marks JSON that is not of the type that a message has it; what exactly is wrong is told by the rules of the request. */
export class MessageMismatch extends Error {
  override readonly name = 'MessageMismatch';
}

const { messages, enums } = mlflowInterface as {
  messages: Readonly<Record<string, readonly Field[]>>;
  enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

/** The fields of each message by both of their spellings. */
const fieldsByName = new Map(
  Object.entries(messages).map(([name, fields]) => [
    name,
    new Map(fields.flatMap((field) => [[field.name, field] as const, [field.jsonName ?? field.name, field]])),
  ]),
);

/** The fields of a message. */
export const fieldsOf = (name: MessageName): readonly Field[] => messages[name] ?? [];

/**
 * JSON as a message, as Google's JSON mapping has it (https://protobuf.dev/programming-guides/json/, `ParseDict` with
 * `ignore_unknown_fields`): either spelling of a field is taken, text that is a number is taken for one, `null` is nothing,
 * fields and names of enumerators that are not known are passed over. A field that was not sent is absent, unless it is repeated
 * (empty then) or has a default.
 *
 * @throws MessageMismatch for a value of another type
 *
 * @example
 * parseMessage('LogMetric', { runId: 'a1', key: 'loss', value: 'NaN', timestamp: '12' });
 * // { run_id: 'a1', key: 'loss', value: NaN, timestamp: 12, step: 0 }
 */
export function parseMessage<Name extends MessageName>(name: Name, json: unknown): Message<Name> {
  return parsed(name, json) as Message<Name>;
}

function parsed(name: string, json: unknown): object {
  if (!isObject(json)) throw new MessageMismatch(`${name}: no object`);
  const byName = fieldsByName.get(name);
  const found: Record<string, unknown> = {};
  for (const field of messages[name] ?? [])
    if (field.kind === 'map') found[field.name] = {};
    else if (field.repeated) found[field.name] = [];
    else if (field.default !== undefined) found[field.name] = field.default;
  const seen = new Set<string>();
  for (const [key, value] of Object.entries(json)) {
    const field = byName?.get(key);
    if (!field) continue;
    if (seen.has(field.name)) throw new MessageMismatch(`${name}.${key}: twice`);
    seen.add(field.name);
    if (value === null) continue;
    const own = fieldValue(field, value);
    if (own !== undefined) found[field.name] = own;
  }
  return found;
}

function fieldValue(field: Field, value: unknown): unknown {
  if (field.kind === 'map') {
    if (!isObject(value)) throw new MessageMismatch(`${field.name}: no object`);
    return value;
  }
  if (!field.repeated) return singleValue(field, value);
  if (!Array.isArray(value)) throw new MessageMismatch(`${field.name}: no array`);
  return value.map((each) => {
    if (each === null) throw new MessageMismatch(`${field.name}: null inside`);
    return singleValue(field, each);
  });
}

function singleValue(field: Exclude<Field, { kind: 'map' }>, value: unknown): unknown {
  if (field.kind === 'message') return parsed(field.of, value);
  return field.kind === 'enum' ? enumerator(field.of, value) : scalar(field.kind, value);
}

/** The name of an enumerator, given by name or number; `undefined` for a name that is not known. */
function enumerator(of: string, value: unknown): string | undefined {
  const known = enums[of] ?? {};
  if (typeof value === 'string' && Object.hasOwn(known, value)) return value;
  const number = typeof value === 'string' ? wholeNumber(value) : value;
  if (typeof value === 'string' && number === undefined) return undefined;
  const found = Object.keys(known).find((each) => known[each] === number);
  if (found === undefined) throw new MessageMismatch(`${of}: no enumerator`);
  return found;
}

function scalar(kind: ScalarKind, value: unknown): unknown {
  switch (kind) {
    case 'string':
      if (typeof value === 'string' && value.isWellFormed()) return value;
      break;
    case 'bool':
      if (typeof value === 'boolean') return value;
      break;
    case 'int32':
    case 'int64': {
      const number = typeof value === 'string' ? wholeNumber(value) : value;
      if (isWhole(number, kind)) return number;
      break;
    }
    default: {
      const number = typeof value === 'string' ? floatingNumber(value) : value;
      if (typeof number === 'bigint') return Number(number);
      if (typeof number === 'number' && (typeof value === 'string' || Number.isFinite(number))) return number;
    }
  }
  throw new MessageMismatch(`no ${kind}`);
}

const limits = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;

function isWhole(value: unknown, kind: 'int32' | 'int64'): boolean {
  const [least, most] = limits[kind];
  if (typeof value === 'bigint') return value >= least && value <= most;
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

/** Text as Python's `int` reads it; a bigint where a number would not be exact. */
function wholeNumber(text: string): number | bigint | undefined {
  if (!/^[+-]?\d+(?:_\d+)*$/.test(text) || text.length > 40) return undefined;
  const digits = text.replaceAll('_', '').replace(/^\+/, '');
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits);
}

const named: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };

/** Text as the JSON mapping reads a floating-point number. */
function floatingNumber(text: string): number | undefined {
  if (Object.hasOwn(named, text)) return named[text];
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
