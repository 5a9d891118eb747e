import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Of } from '@modelfolio/project';
import { valueAtPointer } from '@modelfolio/project/json-pointer';

const root = join(import.meta.dirname, '..');

/** A place in a record, as a page names it. */
export type RecordPlace = { file: string; pointer: string };

/** The value in the repository at a place a page names, and the hash of the file it stands in. */
export function recordValue({ file, pointer }: RecordPlace): { value: unknown; sha256: string } {
  const bytes = readFileSync(join(root, file));
  const value = valueAtPointer(JSON.parse(bytes.toString('utf8')), pointer);
  if (value === undefined) throw new Error(`${file}: nothing is at ${pointer}`);
  return { value, sha256: sha256Of(bytes) };
}
