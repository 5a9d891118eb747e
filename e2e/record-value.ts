import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** A place in a record, as a page names it. */
export type RecordPlace = { file: string; pointer: string };

/**
 * What stands at a JSON Pointer (RFC 6901).
 *
 * @throws Error naming the part of the pointer that leads nowhere
 */
export function atPointer(document: unknown, pointer: string): unknown {
  let value = document;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
      throw new Error(`${pointer}: nothing is named ${key}`);
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** The value in the repository at a place a page names, and the hash of the file it stands in. */
export function recordValue({ file, pointer }: RecordPlace): { value: unknown; sha256: string } {
  const bytes = readFileSync(join(root, file));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { value: atPointer(JSON.parse(bytes.toString('utf8')), pointer), sha256 };
}
