import type { KeyValues } from './mlflow-run.ts';

/**
 * The address without what lets one in: user name, password, and signatures in the query. Other text is kept.
 *
 * @example redactAddress('https://me:secret@host/x.git') // 'https://host/x.git'
 */
export function redactAddress(text: string): string {
  return text
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1')
    .replace(/([?&;](?:[\w.-]*(?:signature|credential|token|secret|password|key|sig))=)[^&;#]*/gi, '$1…');
}

/** Values by key. A value that is an address may hold a password, which no page should show. */
export function textByKey(entries: KeyValues): Record<string, string> {
  return Object.fromEntries(entries.map(([key, value]) => [key, redactAddress(value)]));
}
