import { redactAddress } from '@modelfolio/redaction/redact-address';
import type { KeyValues } from './mlflow-run.ts';

/** Values by key. A value that is an address may hold a password, which no message should show. */
export function textByKey(entries: KeyValues): Record<string, string> {
  return Object.fromEntries(entries.map(([key, value]) => [key, redactAddress(value)]));
}
