import { invalidParameter } from '../mlflow-error.ts';
import type { MessageName } from './message-types.ts';
import { fieldsOf } from './parse-message.ts';

/**
 * Refuses JSON that spells a field in both ways, `run_id` and `runId`: what looks at one of them, such as a check of who may
 * ask, would let the other pass.
 *
 * @throws MlflowError `INVALID_PARAMETER_VALUE`
 */
export function rejectDoubleSpelling(message: MessageName, json: unknown): void {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return;
  const given = json as Readonly<Record<string, unknown>>;
  for (const { name, jsonName = name, ...field } of fieldsOf(message)) {
    if (jsonName !== name && Object.hasOwn(given, name) && Object.hasOwn(given, jsonName))
      throw invalidParameter(`Request specifies both '${name}' and '${jsonName}'; provide only one of them.`);
    if (field.kind !== 'message') continue;
    const value = Object.hasOwn(given, name) ? given[name] : given[jsonName];
    for (const each of Array.isArray(value) ? value : [value])
      rejectDoubleSpelling(field.of as MessageName, each);
  }
}
